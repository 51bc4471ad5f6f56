package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vehicles in other languages against the jar, with the commands of their READMEs. */
class ExamplesIT {
  private static final int BATCHES = 1_000;

  @TempDir private static Path folder;
  private static VoltstreamProcess nodes;
  private final List<Process> examples = new ArrayList<>();
  private final Map<Example, CuttingProxy> proxies = new EnumMap<>(Example.class);

  @BeforeAll
  static void start() throws Exception {
    Example.installAll();
    nodes =
        VoltstreamProcess.start(
            folder,
            VoltstreamProcess.FREE_PORTS,
            "node",
            "kafka",
            "tsdb",
            "storage",
            "alert",
            "ingest");
    nodes.awaitReady();
  }

  @AfterEach
  void endExamples() throws IOException {
    for (CuttingProxy proxy : proxies.values()) {
      proxy.close();
    }
    examples.forEach(example -> example.destroyForcibly().onExit().join());
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void streamsAThousandBatchesAndEndsClean(Example example) throws Exception {
    String vehicle = "WHOLE-" + example;
    Path out = folder.resolve(vehicle);

    Process client = drive(example.orSkip(), vehicle, nodes.address("vehicles"), out);

    assertThat(counts(client, out))
        .isEqualTo(new JsonObject("{\"sent\":1000,\"acked\":1000,\"rejected\":{}}"));
    awaitEachStoredOnce(vehicle);
  }

  @Test
  void everyBatchIsStoredOnceThoughConnectionsAreCutAndIngestIsKilled() throws Exception {
    Assumptions.assumeFalse(Example.installed().isEmpty(), "no example could be installed");
    Map<Example, Process> clients = new EnumMap<>(Example.class);
    try (VoltstreamProcess first = startIngest()) {
      for (Example example : Example.installed()) {
        CuttingProxy proxy = new CuttingProxy(first.address("vehicles"));
        proxies.put(example, proxy);
        Path out = folder.resolve("CUT-" + example);
        clients.put(example, drive(example, "CUT-" + example, proxy.address(), out));
      }
      Awaitility.await()
          .atMost(VoltstreamProcess.PATIENCE)
          .until(() -> proxies.values().stream().allMatch(CuttingProxy::isShut));
    }
    try (VoltstreamProcess second = startIngest()) {
      for (Example example : proxies.keySet()) {
        assertThat(clients.get(example).isAlive()).isTrue();
        proxies.get(example).open(second.address("vehicles"));
      }
      for (Example example : proxies.keySet()) {
        JsonObject counts = counts(clients.get(example), folder.resolve("CUT-" + example));
        assertThat(counts.getInteger("acked")).as(example + "").isEqualTo(BATCHES);
        assertThat(counts.getInteger("sent")).as(example + "").isGreaterThan(BATCHES);
        awaitEachStoredOnce("CUT-" + example);
      }
    }
  }

  private VoltstreamProcess startIngest() throws IOException {
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put("KAFKA_BROKER", nodes.address("Kafka"));
    return VoltstreamProcess.start(folder, environment, "node", "ingest").awaitReady();
  }

  private Process drive(Example example, String vehicle, String ingest, Path out)
      throws IOException {
    Process client =
        example.start(Example.VEHICLE, Map.of("SERVER_ADDR", ingest, "VEHICLE_ID", vehicle), out);
    examples.add(client);
    return client;
  }

  /** Waits for a vehicle's end; what its last line counts. */
  private static JsonObject counts(Process client, Path out) throws Exception {
    assertThat(client.waitFor(VoltstreamProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as(Files.readString(out))
        .isTrue();
    List<String> lines = Files.readAllLines(out);
    assertThat(client.exitValue()).as(lines + "").isZero();
    return new JsonObject(lines.get(lines.size() - 1));
  }

  private static void awaitEachStoredOnce(String vehicle) {
    Long[] all = LongStream.rangeClosed(1, BATCHES).boxed().toArray(Long[]::new);
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(StoredRows.of(nodes.address("QuestDB")))
                    .filteredOn(row -> row.startsWith(vehicle + ","))
                    .extracting(row -> Long.valueOf(row.substring(row.lastIndexOf(',') + 1)))
                    .containsExactlyInAnyOrder(all));
  }

  @Test
  void readerSaysOnceWhatWasRaisedAndResolvedThoughItComesTwice() throws Exception {
    Path out = folder.resolve("alerts");
    Map<String, String> environment = Map.of("KAFKA_BROKER", nodes.address("Kafka"));
    Process reader = Example.PYTHON.orSkip().start(Example.FURTHER, environment, out);
    examples.add(reader);
    try (TestVehicle vehicle = new TestVehicle(nodes.address("vehicles"), "HOT-1", 37, -122)) {
      vehicle.heat(65);
      awaitLines(out, 1);
      vehicle.heat(30);
      awaitLines(out, 2);

      assertThat(AlertTopic.repeatAll(nodes.address("Kafka"))).isEqualTo(2);
      vehicle.heat(65);
      awaitLines(out, 3);
    }
    reader.destroy();
    assertThat(reader.waitFor(VoltstreamProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("CRITICAL HOT-1 Battery .*, 1 open");
    assertThat(lines.get(1)).matches("RESOLVED HOT-1 Battery .*, 0 open");
    assertThat(lines.get(2)).matches("CRITICAL HOT-1 Battery .*, 1 open");
    assertThat(new JsonObject(lines.get(3)).getInteger("records")).isEqualTo(3);
    assertThat(new JsonObject(lines.get(3)).getJsonArray("open")).hasSize(1);
  }

  private static void awaitLines(Path out, int count) {
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(() -> Files.readAllLines(out).size() >= count);
  }

  @Test
  void generatedGoIsThatOfTheContract() throws Exception {
    Path python = Example.PYTHON.orSkip().folder().resolve(".venv/bin/python");
    Path out = folder.resolve("generate");
    Map<String, String> compiler = Map.of("PROTOC", python + " -m grpc_tools.protoc");

    Process generator = Example.GO.orSkip().start(Example.FURTHER, compiler, out);
    examples.add(generator);

    assertThat(generator.waitFor(VoltstreamProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    assertThat(generator.exitValue()).as(Files.readString(out)).isZero();
    for (String file : List.of("telemetry/telemetry.pb.go", "telemetry/telemetry_grpc.pb.go")) {
      assertThat(withoutComments(Example.SOURCES.resolve("go").resolve(file)))
          .as("run examples/go/generate.sh: " + file)
          .isEqualTo(withoutComments(Example.GO.folder().resolve(file)));
    }
  }

  /** Comments name the compiler's version, which is not what matters. */
  private static List<String> withoutComments(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.replaceAll("//.*", "")).toList();
  }
}
