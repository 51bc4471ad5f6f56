package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process. */
class DemoIT {
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path folder;

  @Test
  void drivesForItsDurationThenCountsWhatItStored() throws Exception {
    try (VoltstreamProcess demo =
        VoltstreamProcess.start(
            folder,
            VoltstreamProcess.FREE_PORTS,
            "demo",
            "--vehicles=50",
            "--hz=10",
            "--duration=15s",
            "--ack-log=acks")) {
      assertThat(demo.awaitExit()).as(demo.err()).isZero();

      List<String> out = demo.out();
      assertThat(out.indexOf("ready")).isBetween(1, 12);
      assertThat(out).hasSize(out.indexOf("ready") + 2);
      JsonObject totals = demo.totals();
      assertThat(totals.fieldNames())
          .containsExactly(
              "duration_s",
              "vehicles",
              "sent",
              "acked",
              "rejected",
              "stored",
              "dead_lettered",
              "ack_p50_ms",
              "ack_p99_ms",
              "ack_p999_ms",
              "storage_lag",
              "alerts_raised",
              "alerts_resolved",
              "episodes_injected",
              "cpu_s",
              "peak_rss_mb");
      assertThat(totals.getDouble("duration_s")).isGreaterThanOrEqualTo(15);
      assertThat(totals.getInteger("vehicles")).isEqualTo(50);
      assertThat(totals.getLong("sent")).isGreaterThanOrEqualTo(50);
      assertThat(totals.getLong("acked")).isEqualTo(totals.getLong("sent"));
      assertThat(totals.getLong("stored")).isEqualTo(totals.getLong("sent"));
      assertThat(totals.getLong("rejected")).isZero();
      assertThat(totals.getLong("dead_lettered")).isZero();
      assertThat(totals.getLong("storage_lag")).isZero();
      assertThat(totals.getLong("alerts_raised"))
          .isEqualTo(totals.getLong("episodes_injected"))
          .isGreaterThanOrEqualTo(2);
      assertThat(StoredRows.acknowledged(folder.resolve("acks")))
          .hasSize(totals.getInteger("acked"));
    }
  }

  @Test
  void stopsInGoodOrderWhenAskedAndKeepsWhatItAcknowledged() throws Exception {
    try (VoltstreamProcess demo =
        VoltstreamProcess.start(
            folder, VoltstreamProcess.FREE_PORTS, "demo", "--vehicles=100", "--ack-log=acks")) {
      demo.awaitReady();
      assertThat(demo.terminate().awaitExit()).as(demo.err()).isEqualTo(SIGTERM);

      JsonObject totals = demo.totals();
      assertThat(totals.getLong("acked")).isEqualTo(totals.getLong("stored")).isPositive();
    }
    try (VoltstreamProcess database =
        VoltstreamProcess.start(folder, Map.of("TSDB_PORT", "0"), "node", "tsdb")) {
      List<String> rows = StoredRows.of(database.awaitReady().address("QuestDB"));

      List<String> acknowledged = StoredRows.acknowledged(folder.resolve("acks"));
      StoredRows.assertComplete(rows, acknowledged);
      assertThat(rows).hasSameSizeAs(acknowledged);
    }
  }

  @Test
  void showsOperatorsWhatItDoes() throws Exception {
    try (VoltstreamProcess demo =
        VoltstreamProcess.start(folder, VoltstreamProcess.FREE_PORTS, "demo", "--vehicles=10")) {
      demo.awaitReady();

      HttpResponse<String> health = VoltstreamProcess.get(demo.address("health"));
      assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
      assertThat(VoltstreamProcess.get(demo.address("metrics")).body())
          .containsPattern("(?m)^voltstream_events_received_total [1-9]")
          .containsPattern("(?m)^voltstream_events_processed_total [1-9]")
          .containsPattern("(?m)^voltstream_processing_latency_seconds_count [1-9]")
          .contains("voltstream_build_info{")
          .contains("voltstream_storage_rows_total")
          .contains("kafka_producer_", "kafka_consumer_", "jvm_memory_used_bytes", "vertx_");
    }
  }

  @Test
  void takesABrokerOfTheUsersInPlaceOfItsOwnAndSaysSo() throws Exception {
    try (VoltstreamProcess kafka =
        VoltstreamProcess.start(folder, Map.of("KAFKA_PORT", "0"), "node", "kafka")) {
      String broker = kafka.awaitReady().address("Kafka");
      Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
      environment.put("KAFKA_BROKER", broker);
      try (VoltstreamProcess demo =
          VoltstreamProcess.start(
              folder, environment, "demo", "--vehicles=5", "--duration=1s", "--data=other")) {
        assertThat(demo.awaitExit()).as(demo.err()).isZero();

        assertThat(demo.out().get(0)).doesNotContain("kafka");
        assertThat(demo.out()).anyMatch(line -> line.contains("by KAFKA_BROKER"));
        assertThat(demo.totals().getLong("stored")).isEqualTo(demo.totals().getLong("sent"));
      }
    }
  }
}
