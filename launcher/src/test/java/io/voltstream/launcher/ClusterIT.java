package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the fat jar that have joined each other. */
class ClusterIT {
  private static final int VEHICLES = 100;

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
  private final List<VoltstreamProcess> nodes = new ArrayList<>();
  private VoltstreamProcess core;

  @BeforeEach
  void startCore() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("CLUSTER_PORT", Integer.toString(free.getLocalPort()));
    }
    environment.put("CLUSTER_NAME", "test-" + UUID.randomUUID());
    core = start("core", "kafka", "tsdb", "ingest");
    environment.put("KAFKA_BROKER", core.address("Kafka"));
    environment.put("INFLUXDB_URL", core.address("QuestDB"));
    environment.put("TSDB", "questdb");
    environment.put("SERVER_ADDR", core.address("vehicles"));
  }

  private VoltstreamProcess start(String name, String... args) throws IOException {
    return launch(name, args).awaitReady();
  }

  /** Starts it and does not wait: nodes that come at the same time must find each other too. */
  private VoltstreamProcess launch(String name, String... args) throws IOException {
    Map<String, String> named = new HashMap<>(environment);
    named.put("NODE_NAME", name);
    List<String> command = new ArrayList<>(List.of("node", "--cluster"));
    command.addAll(List.of(args));
    VoltstreamProcess node = VoltstreamProcess.start(folder, named, command.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  @AfterEach
  void end() {
    nodes.forEach(VoltstreamProcess::close);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(VoltstreamProcess.PATIENCE).until(condition);
  }

  private static JsonObject api(VoltstreamProcess map, String path) throws Exception {
    return new JsonObject(VoltstreamProcess.get(map.address("map") + "api/" + path).body());
  }

  private static boolean showsAll(VoltstreamProcess map) throws Exception {
    return api(map, "vehicles").getJsonArray("vehicles").size() == VEHICLES;
  }

  /** Names of the nodes that this one knows of, itself first. */
  private static List<String> known(VoltstreamProcess map) throws Exception {
    JsonArray all = api(map, "nodes").getJsonArray("nodes");
    return all.stream().map(node -> ((JsonObject) node).getString("name")).toList();
  }

  /** Partitions of the telemetry that this node reads for the map. */
  private static double partitions(VoltstreamProcess map) throws Exception {
    return VoltstreamProcess.get(map.address("metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("kafka_consumer_coordinator_assigned_partitions"))
        .filter(line -> line.contains("voltstream-live"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void mapsShareTheWorkEachShowsTheFleetAndWhatIsLeftTakesItAllOver() throws Exception {
    VoltstreamProcess first = launch("first", "sse");
    VoltstreamProcess second = launch("second", "sse");
    launch("fleet", "simulator", "--vehicles=" + VEHICLES, "--hz=2").awaitReady();
    first.awaitReady();
    second.awaitReady();
    await(() -> partitions(first) == 2 && partitions(second) == 2);
    await(() -> showsAll(first) && showsAll(second));
    await(() -> known(first).size() == 4);
    assertThat(known(first)).startsWith("first").contains("core", "second", "fleet");
    describesTheSecond(api(second, "nodes").getJsonArray("nodes").getJsonObject(0));

    // Frozen: nobody waits for it, and it is one of them again when it wakes.
    second.signal("STOP");
    await(() -> partitions(first) == 4 && !known(first).contains("second"));
    await(() -> showsAll(first));
    second.signal("CONT");
    await(() -> partitions(first) == 2 && partitions(second) == 2);
    await(() -> showsAll(first) && showsAll(second));
    await(() -> known(first).contains("second") && known(second).contains("first"));

    second.close();
    await(() -> partitions(first) == 4 && !known(first).contains("second"));
    await(() -> showsAll(first));

    VoltstreamProcess third = start("third", "sse");
    await(() -> partitions(third) == 2 && showsAll(third));
    assertThat(third.terminate().awaitExit()).isEqualTo(143);
    assertThat(third.err()).doesNotContain("good order");
    await(() -> partitions(first) == 4 && showsAll(first) && !known(first).contains("third"));
  }

  private static void describesTheSecond(JsonObject node) {
    assertThat(node.getString("name")).isEqualTo("second");
    assertThat(node.getBoolean("self")).isTrue();
    assertThat(node.getJsonArray("roles")).containsExactly("sse");
    assertThat(node.getJsonObject("instances").getInteger("sse")).isEqualTo(1);
    assertThat(node.getJsonObject("ports").fieldNames()).contains("sse", "metrics", "cluster");
    assertThat(node.getJsonObject("lag").getLong("sse")).isNotNegative();
    assertThat(node.getLong("since")).isPositive();
    assertThat(node.getString("version")).isNotBlank();
  }

  @Test
  void aSecondStorageThatComesAndDiesUnderLoadLosesNothing() throws Exception {
    Path ackLog = folder.resolve("acks");
    VoltstreamProcess first = launch("first", "storage", "--instances", "storage=2");
    VoltstreamProcess fleet =
        start("fleet", "simulator", "--vehicles=" + VEHICLES, "--hz=5", "--ack-log=" + ackLog);
    first.awaitReady();
    VoltstreamProcess second = start("second", "storage");
    await(() -> stored(second) > 500);
    second.close();
    double before = stored(first);
    await(() -> stored(first) > before + 1_000);
    assertThat(fleet.terminate().awaitExit()).isEqualTo(143);

    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .untilAsserted(
            () ->
                StoredRows.assertComplete(
                    StoredRows.of(environment.get("INFLUXDB_URL")),
                    StoredRows.acknowledged(ackLog)));
  }

  private static double stored(VoltstreamProcess storage) throws Exception {
    return VoltstreamProcess.get(storage.address("metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith("voltstream_storage_rows_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
