package io.voltstream.tsdb;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Needs a real InfluxDB 2 with an empty bucket; its other three variables go with the address. */
@EnabledIfEnvironmentVariable(named = "VOLTSTREAM_TEST_INFLUXDB_URL", matches = "http.*")
class InfluxDbIT extends TsdbContract {
  private static Tsdb tsdb;

  @BeforeAll
  static void open() {
    tsdb = Tsdb.open(config(System.getenv("VOLTSTREAM_TEST_INFLUXDB_URL")), CATALOGUE);
  }

  @AfterAll
  static void close() {
    tsdb.close();
  }

  private static TsdbConfig config(String url) {
    return new TsdbConfig(
        TsdbKind.INFLUXDB,
        url,
        System.getenv("VOLTSTREAM_TEST_INFLUXDB_TOKEN"),
        System.getenv("VOLTSTREAM_TEST_INFLUXDB_ORG"),
        System.getenv("VOLTSTREAM_TEST_INFLUXDB_BUCKET"),
        InfluxSchema.WIDE,
        Duration.ofHours(24),
        Duration.ofSeconds(10));
  }

  @Override
  Tsdb tsdb() {
    return tsdb;
  }

  @Override
  TsdbConfig unreachable() {
    return config("http://127.0.0.1:1");
  }
}
