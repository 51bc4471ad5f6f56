package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.influxdb.client.domain.WritePrecision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The original's rows; a real InfluxDB 2 as in {@link InfluxEnvironment}. */
@EnabledIfEnvironmentVariable(named = InfluxEnvironment.URL, matches = "http.*")
class InfluxDbNarrowIT extends TsdbContract {
  private static TsdbConfig config;
  private static Tsdb tsdb;
  private static LineClient client;

  @BeforeAll
  static void open() {
    config = InfluxEnvironment.ownBucket(InfluxSchema.NARROW, "narrow");
    tsdb = Tsdb.open(config, CATALOGUE);
    assertThat(tsdb.refusal()).isEmpty();
    client = new LineClient(config, WritePrecision.NS);
  }

  @AfterAll
  static void close() {
    tsdb.close();
    client.close();
  }

  @Override
  Tsdb tsdb() {
    return tsdb;
  }

  @Override
  TsdbConfig unreachable() {
    return InfluxEnvironment.config(
        "http://127.0.0.1:1", config.token(), config.org(), config.bucket(), config.schema());
  }

  /** Narrow rows have no session; those of this test have its time. */
  @Override
  void assertRows(long expected) {
    assertThat(tsdb.rowsOfSession(session)).isEmpty();
    FluxQuery query =
        FluxQuery.rows(config.bucket(), now, now + 1)
            .raw(RollupFlux.batches(InfluxLayout.NARROW))
            .then("count()")
            .then("group()")
            .then("sum()");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        new FluxClient(client.client(), config)
                            .run(query).stream().mapToLong(row -> (Long) row.getValue()).sum())
                    .isEqualTo(expected));
  }
}
