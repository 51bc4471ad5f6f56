package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of set-ups that are well, and of each thing that is not. */
class DoctorIT {
  private static final String SECRET = "a-secret-of-tests";
  @TempDir private static Path folder;
  private static VoltstreamProcess node;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put("VOLTSTREAM_TOKEN", SECRET);
    environment.put("KAFKA_PARTITIONS", "3");
    node =
        VoltstreamProcess.start(
                folder, environment, "node", "kafka", "tsdb", "storage", "alert", "sse", "ingest")
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  private static int portOf(String row) throws IOException {
    String address = node.address(row);
    return URI.create(address.contains("://") ? address : "tcp://" + address).getPort();
  }

  /** The settings of the running node, with its ports. */
  private static Map<String, String> running() throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("VOLTSTREAM_TOKEN", SECRET);
    environment.put("KAFKA_PARTITIONS", "3");
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("KAFKA_PORT", Integer.toString(portOf("Kafka")));
    environment.put("TSDB_PORT", Integer.toString(portOf("QuestDB")));
    environment.put("HTTP_PORT", Integer.toString(portOf("map")));
    environment.put("GRPC_PORT", Integer.toString(portOf("vehicles")));
    environment.put("METRICS_PORT", Integer.toString(portOf("metrics")));
    environment.put("DISK_PAUSE_BYTES", "1MiB");
    environment.put("DISK_STOP_BYTES", "1MiB");
    return environment;
  }

  /** Settings of a node that has not started, on free ports and with nothing else running. */
  private static Map<String, String> nothingRuns() throws IOException {
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put("DATA_DIR", folder.resolve("not/made/yet").toString());
    environment.put("DISK_PAUSE_BYTES", "1MiB");
    environment.put("DISK_STOP_BYTES", "1MiB");
    environment.put("KAFKA_PORT", Integer.toString(closedPort()));
    environment.put("TSDB_PORT", Integer.toString(closedPort()));
    return environment;
  }

  private static int closedPort() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    }
  }

  /** What the jar prints as JSON, by check; its exit code must agree. */
  private static Map<String, JsonObject> examine(Map<String, String> environment, String... options)
      throws Exception {
    String[] command =
        Stream.concat(Stream.of("doctor", "--json"), Stream.of(options)).toArray(String[]::new);
    try (VoltstreamProcess doctor = VoltstreamProcess.start(folder, environment, command)) {
      int code = doctor.awaitExit();
      JsonObject page = doctor.totals();
      assertThat(doctor.err()).isEmpty();
      ExitCode expected = page.getBoolean("failed") ? ExitCode.NOT_WELL : ExitCode.OK;
      assertThat(code).as(page.encodePrettily()).isEqualTo(expected.number());
      assertThat(page.encode()).doesNotContain(SECRET);
      JsonArray findings = page.getJsonArray("findings");
      return findings.stream()
          .map(JsonObject.class::cast)
          .collect(Collectors.toMap(finding -> finding.getString("check"), finding -> finding));
    }
  }

  private static void assertFinding(
      Map<String, JsonObject> found, String check, String level, String... words) {
    assertThat(found).containsKey(check);
    JsonObject finding = found.get(check);
    assertThat(finding.getString("level")).as(finding.encode()).isEqualTo(level);
    assertThat(finding.getString("seen") + " -> " + finding.getString("remedy")).contains(words);
    if (!level.equals("OK")) {
      assertThat(finding.getString("remedy")).isNotEmpty();
    }
  }

  @Test
  void aRunningNodeIsWellFromHeadToFoot() throws Exception {
    Map<String, JsonObject> found = examine(running());

    assertThat(found.values()).allMatch(finding -> finding.getString("level").equals("OK"));
    assertFinding(found, "java", "OK", "cores");
    assertFinding(found, "door", "OK", "VOLTSTREAM_TOKEN is asked for");
    assertFinding(found, "kafka", "OK", node.address("Kafka"), "1 broker", "KRaft");
    assertFinding(found, "topic telemetry-raw", "OK", "3 partitions");
    assertFinding(found, "topic telemetry-alert-state", "OK", "3 partitions");
    assertFinding(found, "compression", "OK", "snappy");
    assertFinding(found, "database", "OK", "QuestDB", node.address("QuestDB"));
    assertFinding(found, "tables", "OK", "alerts", "telemetry", "telemetry_other");
    assertFinding(found, "clock", "OK", "agrees");
    assertFinding(found, "data folder", "OK", "is used by process");
    assertFinding(found, "port " + portOf("map"), "OK", "shows the map");
    assertFinding(found, "port " + portOf("vehicles"), "OK", "an ingest serves");
    assertFinding(found, "port " + portOf("metrics"), "OK", "a VoltStream is well");
  }

  @Test
  void beforeTheFirstStartNothingHasFailed() throws Exception {
    Map<String, JsonObject> found = examine(nothingRuns());

    assertFinding(found, "kafka", "WARN", "nobody answers", "node kafka", "KAFKA_BROKER");
    assertFinding(found, "database", "WARN", "nobody answers", "node tsdb", "INFLUXDB_URL");
    assertFinding(found, "data folder", "OK", "can be made");
    assertFinding(found, "disk", "OK", "MiB free");
    assertFinding(found, "METRICS_PORT", "OK", "a free one");
  }

  @Test
  void aKafkaAndADatabaseThatWereNamedMustAnswer() throws Exception {
    Map<String, String> environment = nothingRuns();
    environment.put("KAFKA_BROKER", "127.0.0.1:" + closedPort());
    environment.put("INFLUXDB_URL", "http://127.0.0.1:" + closedPort());
    environment.put("TSDB", "questdb");

    Map<String, JsonObject> found = examine(environment);

    assertFinding(found, "kafka", "FAIL", environment.get("KAFKA_BROKER"), "set KAFKA_BROKER");
    assertFinding(found, "database", "FAIL", environment.get("INFLUXDB_URL"), "INFLUXDB_URL");
  }

  @Test
  void topicsThatAreNotAsTheSettingsSayAreSeen() throws Exception {
    Map<String, String> environment = running();
    environment.put("KAFKA_PARTITIONS", "5");
    environment.put("KAFKA_RETENTION", "1h");
    environment.put("KAFKA_ALERT_STATE_TOPIC", "telemetry-alerts.dlq");

    Map<String, JsonObject> found = examine(environment);

    assertFinding(
        found,
        "topic telemetry-raw",
        "WARN",
        "partitions is 3, by the settings 5",
        "retention.ms is 86400000, by the settings 3600000");
    assertFinding(found, "topics", "FAIL", "telemetry-raw has 3 partitions", "delete");
  }

  @Test
  void aDatabaseOfTheOtherKindIsSeen() throws Exception {
    Map<String, String> environment = running();
    environment.put("TSDB", "influxdb");
    environment.put("INFLUXDB_URL", node.address("QuestDB"));
    environment.put("INFLUXDB_TOKEN", "any");

    assertFinding(examine(environment), "database", "FAIL", "QuestDB", "set TSDB=questdb");
  }

  @Test
  void aPortOfSomebodyElseIsSeen() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String setting : new String[] {"GRPC_PORT", "HTTP_PORT"}) {
        Map<String, String> environment = nothingRuns();
        environment.put(setting, port);

        assertFinding(
            examine(environment),
            "port " + port,
            "FAIL",
            "did not answer as a VoltStream",
            "set " + setting);
      }
    }
  }

  @Test
  void whatIsWrongWithTheMachineAndTheSettingsIsSeen() throws Exception {
    Map<String, String> environment = nothingRuns();
    Path file = Files.createFile(folder.resolve("a-file"));
    environment.put("DISK_PAUSE_BYTES", "900000TiB");
    environment.put("RAW_TTL", "soon");
    environment.put("BIND_ADDRESS", "0.0.0.0");

    Map<String, JsonObject> found = examine(environment, "--insecure", "--data", file.toString());

    assertFinding(found, "data folder", "FAIL", file.toString(), "DATA_DIR");
    assertFinding(found, "disk", "WARN", "DISK_PAUSE_BYTES", "free some space");
    assertFinding(found, "settings", "FAIL", "RAW_TTL is 'soon'");
    assertFinding(found, "door", "WARN", "nobody is asked", "VOLTSTREAM_TOKEN");
  }

  @Test
  void aClusterFileThatWouldLetStrangersJoinIsSeen() throws Exception {
    Map<String, String> environment = nothingRuns();
    assertFinding(
        examine(environment, "--cluster"), "cluster file", "OK", "in the jar", "no multicast");

    Path file =
        Files.writeString(
            folder.resolve("mine.xml"),
            "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\"><network><join>"
                + "<multicast enabled=\"true\"/></join></network></hazelcast>");
    environment.put("CLUSTER_CONFIG", file.toString());

    assertFinding(
        examine(environment, "--cluster"),
        "cluster file",
        "FAIL",
        file.toString(),
        "multicast",
        "CLUSTER_CONFIG");
  }

  @Test
  void aTemporaryFolderFromWhichNoCodeRunsIsSeen() throws Exception {
    Map<String, String> environment = nothingRuns();
    Path noFolder = Files.createFile(folder.resolve("no-folder"));
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + noFolder);
    try (VoltstreamProcess doctor = VoltstreamProcess.start(folder, environment, "doctor")) {
      assertThat(doctor.awaitExit()).isEqualTo(ExitCode.NOT_WELL.number());
      assertThat(doctor.out())
          .anyMatch(line -> line.matches("FAIL  compression +snappy cannot be loaded from .*"))
          .anyMatch(line -> line.matches(" +-> .*java.io.tmpdir.*KAFKA_COMPRESSION.*"));
    }
  }
}
