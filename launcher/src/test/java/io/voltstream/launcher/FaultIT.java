package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role in a process of its own, on ports that stay the same over restarts. */
class FaultIT {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
  private final Map<Role, VoltstreamProcess> nodes = new EnumMap<>(Role.class);
  private final List<Path> ackLogs = new ArrayList<>();

  @BeforeEach
  void startEveryRole() throws Exception {
    start(Role.KAFKA);
    start(Role.TSDB);
    keepPort("KAFKA_PORT", Role.KAFKA, "Kafka");
    keepPort("TSDB_PORT", Role.TSDB, "QuestDB");
    environment.put("KAFKA_BROKER", nodes.get(Role.KAFKA).address("Kafka"));
    environment.put("INFLUXDB_URL", nodes.get(Role.TSDB).address("QuestDB"));
    environment.put("TSDB", "questdb");
    start(Role.STORAGE);
    start(Role.ALERT);
    start(Role.SSE);
    start(Role.INGEST);
    keepPort("GRPC_PORT", Role.INGEST, "vehicles");
    environment.put("SERVER_ADDR", nodes.get(Role.INGEST).address("vehicles"));
  }

  private void keepPort(String setting, Role role, String row) throws IOException {
    String address = nodes.get(role).address(row);
    environment.put(setting, address.substring(address.lastIndexOf(':') + 1));
  }

  private void start(Role role) throws IOException {
    nodes.put(role, VoltstreamProcess.start(folder, environment, "node", role.label()));
    nodes.get(role).awaitReady();
  }

  private VoltstreamProcess startFleet(String... more) throws IOException {
    Path ackLog = folder.resolve("acks" + ackLogs.size());
    ackLogs.add(ackLog);
    List<String> args = new ArrayList<>(List.of("node", "simulator", "--vehicles=100"));
    args.add("--ack-log=" + ackLog);
    args.addAll(List.of(more));
    VoltstreamProcess fleet =
        VoltstreamProcess.start(folder, environment, args.toArray(String[]::new));
    nodes.put(Role.SIMULATOR, fleet);
    return fleet.awaitReady();
  }

  @AfterEach
  void endEveryRole() {
    nodes.values().forEach(VoltstreamProcess::close);
  }

  private List<String> acknowledged() throws IOException {
    List<String> acknowledged = new ArrayList<>();
    for (Path ackLog : ackLogs) {
      acknowledged.addAll(StoredRows.acknowledged(ackLog));
    }
    return acknowledged;
  }

  /** Waits until the fleet, whatever happened, gets acks again. */
  private void awaitMoreAcks() throws IOException {
    Path ackLog = ackLogs.get(ackLogs.size() - 1);
    int before = StoredRows.acknowledged(ackLog).size();
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(() -> StoredRows.acknowledged(ackLog).size() > before + 100);
  }

  private void awaitAllStored() {
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .untilAsserted(
            () ->
                StoredRows.assertComplete(
                    StoredRows.of(environment.get("INFLUXDB_URL")), acknowledged()));
  }

  @Test
  void nodesOfOneRoleEachDoWhatTheDemoDoes() throws Exception {
    VoltstreamProcess fleet = startFleet("--duration=3s");

    assertThat(fleet.awaitExit()).as(fleet.err()).isZero();
    assertThat(fleet.totals().getLong("acked")).isEqualTo(fleet.totals().getLong("sent"));
    assertThat(fleet.totals().getValue("stored")).isNull();
    String counted = VoltstreamProcess.get(nodes.get(Role.INGEST).address("metrics")).body();
    for (String name : List.of("voltstream_events_received", "voltstream_events_processed")) {
      assertThat(counter(counted, name)).as(name).isEqualTo(fleet.totals().getLong("acked"));
    }
    awaitAllStored();
    assertThat(StoredRows.of(environment.get("INFLUXDB_URL"))).hasSameSizeAs(acknowledged());
  }

  private static long counter(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "_total "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatWasAcknowledgedSurvivesTheDeathOfEachRoleInTurn() throws Exception {
    startFleet();
    for (Role role :
        List.of(Role.STORAGE, Role.ALERT, Role.SSE, Role.INGEST, Role.KAFKA, Role.TSDB)) {
      awaitMoreAcks();
      nodes.get(role).close();
      start(role);
    }
    awaitMoreAcks();
    awaitRewind();
    nodes.get(Role.SIMULATOR).close();
    VoltstreamProcess fleet = startFleet();
    awaitMoreAcks();
    fleet.terminate().awaitExit();

    awaitAllStored();
  }

  /** The database may have lost what it had confirmed last, so it gets that again. */
  private void awaitRewind() {
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(
            () ->
                VoltstreamProcess.get(nodes.get(Role.STORAGE).address("metrics"))
                    .body()
                    .lines()
                    .anyMatch(line -> line.matches("voltstream_consumer_rewound_total.* [1-9].*")));
  }

  @Test
  void everyEpisodeIsRaisedOnceAndResolvedOnceWhateverHappensToTheJudges() throws Exception {
    VoltstreamProcess fleet = startFleet("--duration=40s");
    awaitTransition("raised");
    nodes.get(Role.ALERT).close();
    start(Role.ALERT);
    try (VoltstreamProcess second =
        VoltstreamProcess.start(folder, environment, "node", Role.ALERT.label())) {
      second.awaitReady();
      awaitTransition("cleared");
      second.terminate().awaitExit();
    }
    assertThat(fleet.awaitExit()).as(fleet.err()).isZero();

    List<String> episodes = Files.readAllLines(Path.of(ackLogs.get(0) + ".episodes"));
    assertThat(episodes).anyMatch(line -> line.contains("battery_overheat"));
    assertThat(episodes).anyMatch(line -> line.contains("tire_pressure_low"));
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(StoredRows.transitions(environment.get("INFLUXDB_URL")))
                    .containsExactlyInAnyOrderElementsOf(episodes));
  }

  private void awaitTransition(String what) {
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(
            () ->
                StoredRows.transitions(environment.get("INFLUXDB_URL")).stream()
                    .anyMatch(line -> line.contains("," + what + ",")));
  }
}
