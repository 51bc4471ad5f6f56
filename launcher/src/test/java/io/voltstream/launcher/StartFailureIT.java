package io.voltstream.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each failure to start is one line that says what to do, and a code of its own. */
class StartFailureIT {
  @TempDir private Path folder;

  private static ServerSocket takenPort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Map<String, String> freePortsBut(String name, Object value) {
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put(name, value.toString());
    return environment;
  }

  /** Runs it to its end, checks the code, and returns the one line. */
  private String failure(ExitCode code, Map<String, String> environment, String... args)
      throws Exception {
    try (VoltstreamProcess failing = VoltstreamProcess.start(folder, environment, args)) {
      assertThat(failing.awaitExit()).as(failing.err()).isEqualTo(code.number());
      assertThat(failing.err()).doesNotContain("\tat ");
      assertThat(failing.out()).doesNotContain("ready");
      assertThat(failing.err().lines().filter(line -> line.startsWith("voltstream: "))).hasSize(1);
      return failing.err().lines().reduce((first, second) -> second).orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"kafka,KAFKA_PORT", "tsdb,TSDB_PORT", "tsdb,METRICS_PORT"})
  void aTakenPort(String role, String setting) throws Exception {
    try (ServerSocket taken = takenPort()) {
      String line =
          failure(ExitCode.PORT_TAKEN, freePortsBut(setting, taken.getLocalPort()), "node", role);

      assertThat(line).contains("port " + taken.getLocalPort(), setting);
    }
  }

  @Test
  void aTakenPortOfIngest() throws Exception {
    try (ServerSocket taken = takenPort()) {
      String line =
          failure(
              ExitCode.PORT_TAKEN,
              freePortsBut("GRPC_PORT", taken.getLocalPort()),
              "node",
              "kafka",
              "ingest");

      assertThat(line).contains("port " + taken.getLocalPort(), "GRPC_PORT");
    }
  }

  @Test
  void aBrokerThatDoesNotAnswer() throws Exception {
    int nobody;
    try (ServerSocket closed = takenPort()) {
      nobody = closed.getLocalPort();
    }
    Map<String, String> environment = freePortsBut("KAFKA_BROKER", "127.0.0.1:" + nobody);
    environment.put("KAFKA_START_TIMEOUT", "1s");

    String line = failure(ExitCode.KAFKA_UNREACHABLE, environment, "node", "ingest");

    assertThat(line).contains("127.0.0.1:" + nobody, "KAFKA_BROKER");
  }

  @Test
  void aBrokerWhoseNameNobodyKnows() throws Exception {
    Map<String, String> environment = freePortsBut("KAFKA_BROKER", "broker.invalid:9092");

    String line = failure(ExitCode.KAFKA_UNREACHABLE, environment, "node", "storage");

    assertThat(line).contains("broker.invalid:9092", "check KAFKA_BROKER");
  }

  @Test
  void alertStateThatDoesNotLieWhereItsTelemetryDoes() throws Exception {
    Map<String, String> three = freePortsBut("KAFKA_TOPIC", "three");
    three.put("KAFKA_PARTITIONS", "3");
    try (VoltstreamProcess first =
        VoltstreamProcess.start(folder, three, "node", "kafka", "ingest")) {
      Map<String, String> five = freePortsBut("KAFKA_BROKER", first.awaitReady().address("Kafka"));
      five.put("KAFKA_TOPIC", "five");
      five.put("KAFKA_PARTITIONS", "5");

      String line = failure(ExitCode.PARTITIONS_DIFFER, five, "node", "ingest");

      assertThat(line).contains("five has 5 partitions", "telemetry-alert-state has 3", "delete");
    }
  }

  @ParameterizedTest
  @CsvSource({"kafka,Kafka", "tsdb,QuestDB"})
  void aDataFolderInUse(String role, String row) throws Exception {
    try (VoltstreamProcess first =
        VoltstreamProcess.start(folder, VoltstreamProcess.FREE_PORTS, "node", role)) {
      first.awaitReady().address(row);

      String line = failure(ExitCode.DATA_FOLDER, VoltstreamProcess.FREE_PORTS, "node", role);

      assertThat(line).contains(folder.resolve("data").toString(), "in use", "DATA_DIR");
    }
  }

  @Test
  void aDataFolderThatCannotBeWritten() throws Exception {
    Files.writeString(folder.resolve("file"), "not a folder");

    String line =
        failure(ExitCode.DATA_FOLDER, VoltstreamProcess.FREE_PORTS, "node", "tsdb", "--data=file");

    assertThat(line).contains(folder.resolve("file").toString(), "--data");
  }

  @Test
  void aDiskThatIsTooFull() throws Exception {
    Map<String, String> environment = freePortsBut("DISK_PAUSE_BYTES", "900000TiB");
    environment.put("DISK_STOP_BYTES", "900000TiB");

    String line = failure(ExitCode.DISK_FULL, environment, "node", "tsdb");

    assertThat(line).contains("MiB left", "DISK_STOP_BYTES");
  }

  @Test
  void aClusterFileThatIsMissingOrWouldLetStrangersIn() throws Exception {
    Map<String, String> environment = freePortsBut("CLUSTER_CONFIG", "mine.xml");
    String missing = failure(ExitCode.CLUSTER_FILE, environment, "node", "sse", "--cluster");

    assertThat(missing).contains("mine.xml cannot be read", "CLUSTER_CONFIG");

    String ours = Files.readString(Path.of("..", "cluster.xml"));
    String multicast = "<join><multicast enabled=\"true\"/></join>";
    Files.writeString(
        folder.resolve("mine.xml"), ours.replaceAll("(?s)<join>.*</join>", multicast));
    String unsafe = failure(ExitCode.CLUSTER_FILE, environment, "node", "sse", "--cluster");

    assertThat(unsafe).contains("mine.xml has multicast enabled", "CLUSTER_CONFIG");
  }

  /** As InfluxDB answers a write with a token that it does not know. */
  @Test
  void aDatabaseThatRefusesTheToken() throws Exception {
    HttpServer database =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    database.createContext(
        "/",
        exchange -> {
          byte[] answer = "{\"message\":\"unauthorized access\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(401, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    database.start();
    try {
      Map<String, String> environment =
          freePortsBut("INFLUXDB_URL", "http://127.0.0.1:" + database.getAddress().getPort());
      environment.put("INFLUXDB_TOKEN", "not-the-token");

      String line = failure(ExitCode.DATABASE_REFUSES, environment, "node", "kafka", "storage");

      assertThat(line)
          .contains("check INFLUXDB_TOKEN", "unauthorized access")
          .doesNotContain("not-the-token");
    } finally {
      database.stop(0);
    }
  }

  @Test
  void aBadSetting() throws Exception {
    String line = failure(ExitCode.BAD_SETTING, Map.of("RAW_TTL", "soon"), "demo");

    assertThat(line).contains("RAW_TTL is 'soon'");
  }

  @Test
  void anAckLogThatCannotBeWritten() throws Exception {
    String line =
        failure(
            ExitCode.BAD_SETTING,
            VoltstreamProcess.FREE_PORTS,
            "node",
            "simulator",
            "--ack-log=no/such/folder/acks");

    assertThat(line).contains("ACK_LOG is 'no/such/folder/acks'", "--ack-log");
  }

  @Test
  void anAddressThatOthersReachWithoutAToken() throws Exception {
    String line = failure(ExitCode.OPEN_DOOR, freePortsBut("BIND_ADDRESS", "0.0.0.0"), "demo");

    assertThat(line).contains("BIND_ADDRESS is '0.0.0.0'", "VOLTSTREAM_TOKEN", "--insecure");
  }

  @Test
  void aFleetThatIngestDoesNotLetIn() throws Exception {
    Map<String, String> one = freePortsBut("VOLTSTREAM_TOKEN", "one-secret-of-tests");
    one.put("KAFKA_START_TIMEOUT", "60s");
    try (VoltstreamProcess ingest =
        VoltstreamProcess.start(folder, one, "node", "kafka", "ingest")) {
      Map<String, String> other = freePortsBut("VOLTSTREAM_TOKEN", "another-secret-of-tests");
      other.put("SERVER_ADDR", ingest.awaitReady().address("vehicles"));

      String line = failure(ExitCode.TOKEN_REFUSED, other, "node", "simulator", "--vehicles", "10");

      assertThat(line)
          .contains(other.get("SERVER_ADDR"), "UNAUTHENTICATED", "VOLTSTREAM_TOKEN")
          .doesNotContain("secret-of-tests");
    }
  }

  @Test
  void anUnknownRole() throws Exception {
    assertThat(failure(ExitCode.UNKNOWN_ROLE, Map.of(), "node", "storag")).contains("'storage'");
  }
}
