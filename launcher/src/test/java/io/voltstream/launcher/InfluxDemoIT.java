package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything in one process but the database, which is a real InfluxDB 2; its other three variables
 * go with the address. Needs a token that may make buckets.
 */
@EnabledIfEnvironmentVariable(named = "VOLTSTREAM_TEST_INFLUXDB_URL", matches = "http.*")
class InfluxDemoIT {
  @TempDir private Path folder;

  private static Map<String, String> influx(String schema) {
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put("INFLUXDB_URL", System.getenv("VOLTSTREAM_TEST_INFLUXDB_URL"));
    environment.put("INFLUXDB_TOKEN", System.getenv("VOLTSTREAM_TEST_INFLUXDB_TOKEN"));
    environment.put("INFLUXDB_ORG", System.getenv("VOLTSTREAM_TEST_INFLUXDB_ORG"));
    environment.put(
        "INFLUXDB_BUCKET",
        System.getenv("VOLTSTREAM_TEST_INFLUXDB_BUCKET") + "-demo-" + System.nanoTime());
    environment.put("INFLUXDB_SCHEMA", schema);
    return environment;
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "narrow"})
  void whatTheFleetSentIsInTheBucketAndOnThePage(String schema) throws Exception {
    try (VoltstreamProcess demo =
        VoltstreamProcess.start(
            folder, influx(schema), "demo", "--vehicles=20", "--hz=5", "--duration=30s")) {
      demo.awaitReady();
      await()
          .untilAsserted(() -> assertThat(summary(demo).getLong("total_vehicles")).isEqualTo(20));
      assertThat(summary(demo).getLong("total_events")).isPositive();
      assertThat(demo.awaitExit()).as(demo.err()).isZero();

      JsonObject totals = demo.totals();
      assertThat(totals.getLong("acked")).isEqualTo(totals.getLong("sent")).isPositive();
      assertThat(totals.getLong("storage_lag")).isZero();
      assertThat(totals.getLong("dead_lettered")).isZero();
      if (schema.equals("wide")) {
        assertThat(totals.getLong("stored")).isEqualTo(totals.getLong("sent"));
      }
    }
  }

  private static JsonObject summary(VoltstreamProcess demo) throws Exception {
    HttpResponse<String> answer =
        VoltstreamProcess.get(demo.address("map") + "api/analytics?timeRange=-1h&type=summary");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("summary");
  }
}
