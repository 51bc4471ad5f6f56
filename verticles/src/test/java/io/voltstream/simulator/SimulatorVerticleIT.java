package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.voltstream.contract.AccessToken;
import io.voltstream.contract.ServerAck;
import io.voltstream.contract.TelemetryBatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fleet against a real gRPC server that does as the test wants. */
class SimulatorVerticleIT {
  private static final AccessToken TOKEN = new AccessToken("0123456789abcdef");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<ScriptedIngest> servers = new ArrayList<>();
  private SimulatorVerticle simulator;
  private String deployment;
  private Duration ackPatience = Duration.ofMinutes(1);

  @AfterEach
  void closeEverything() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    servers.forEach(ScriptedIngest::close);
  }

  private ScriptedIngest serve(int port, ScriptedIngest.Script script) {
    ScriptedIngest server = new ScriptedIngest(port, script);
    servers.add(server);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path ackLog() {
    return folder.resolve("acks.csv");
  }

  private void start(int vehicles, double hz, int connections, int port) {
    SimulatorConfig config =
        new SimulatorConfig(
            vehicles,
            hz,
            "127.0.0.1:" + port,
            11,
            connections,
            true,
            Optional.of(ackLog()),
            Optional.of(TOKEN));
    simulator = new SimulatorVerticle(config, registry, ackPatience);
    deployment = vertx.deployVerticle(simulator).toCompletionStage().toCompletableFuture().join();
  }

  private SimulatorTotals stop() {
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().join();
    return simulator.totals();
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
  }

  private void untilAcked(long batches) {
    until(() -> simulator.totals().acked() >= batches);
  }

  /** By vehicle, the sequences in the ack log; fails when one is there twice. */
  private Map<String, Set<Long>> loggedOnce() throws IOException {
    Map<String, Set<Long>> logged = new TreeMap<>();
    for (String line : Files.readAllLines(ackLog())) {
      String[] fields = line.split(",");
      assertThat(fields).hasSize(3);
      boolean isNew =
          logged.computeIfAbsent(fields[0], id -> new HashSet<>()).add(Long.valueOf(fields[2]));
      assertThat(isNew).as("twice in the ack log: " + line).isTrue();
    }
    return logged;
  }

  /**
   * Nothing is missing, each batch is the same each time that it came, and the first arrival of
   * each is in the order of the sequence.
   */
  private void assertNothingLost(SimulatorTotals totals, Map<String, List<TelemetryBatch>> taken)
      throws IOException {
    Map<String, Set<Long>> logged = loggedOnce();
    assertThat(totals.sent()).isEqualTo(totals.acked());
    assertThat(totals.unacknowledged() + totals.rejected() + totals.dropped()).isZero();
    assertThat(logged.values().stream().mapToInt(Set::size).sum()).isEqualTo(totals.acked());
    assertThat(taken.keySet()).isEqualTo(logged.keySet());
    taken.forEach(
        (vehicle, batches) -> {
          Map<Long, TelemetryBatch> first = new TreeMap<>();
          long next = 1;
          for (TelemetryBatch batch : batches) {
            TelemetryBatch before = first.putIfAbsent(batch.getSequence(), batch);
            assertThat(before == null || before.equals(batch)).isTrue();
            assertThat(batch.getSession()).isEqualTo(simulator.session());
            if (before == null) {
              assertThat(batch.getSequence()).as(vehicle).isEqualTo(next++);
            }
          }
          assertThat(logged.get(vehicle)).isEqualTo(first.keySet());
        });
  }

  @Test
  void everyBatchIsAcknowledgedAndLoggedOnceWhenItStops() throws IOException {
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(50, 20, 3, server.port());
    simulator.ready().toCompletionStage().toCompletableFuture().join();
    assertThat(server.openConnections()).isEqualTo(3);
    assertThat(simulator.trouble()).isEmpty();
    untilAcked(1_500);
    SimulatorTotals totals = stop();
    assertNothingLost(totals, server.taken());
    assertThat(totals.resent()).isZero();
    assertThat(totals.ackP50Ms()).isPositive().isLessThanOrEqualTo(totals.ackP999Ms());
    assertThat(server.openStreams()).as("streams were ended").isZero();
    assertThat(server.taken()).hasSize(50).containsKey("RVN000000049");
    server.taken().forEach((vehicle, batches) -> assertThat(gaps(batches)).containsOnly(50L));
  }

  @Test
  void theFirstEpisodesAreCountedAndWrittenDown() throws IOException {
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(50, 10, 1, server.port());
    until(() -> simulator.totals().episodes() >= 2);
    SimulatorTotals totals = stop();
    List<String[]> raised =
        Files.readAllLines(folder.resolve("acks.csv.episodes")).stream()
            .map(line -> line.split(","))
            .filter(fields -> fields[3].equals("raised"))
            .toList();
    assertThat(raised).hasSize((int) totals.episodes());
    assertThat(raised)
        .extracting(fields -> fields[1])
        .contains("battery_overheat", "tire_pressure_low");
    // The reading that the line tells of has reached the server.
    for (String[] line : raised) {
      assertThat(server.taken().get(line[0]))
          .extracting(TelemetryBatch::getTimestamp)
          .contains(Long.valueOf(line[4]));
    }
    assertThat(registry.get("voltstream.simulator.episodes").functionCounter().count())
        .isEqualTo(totals.episodes());
  }

  private static List<Long> gaps(List<TelemetryBatch> batches) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < batches.size(); i++) {
      gaps.add(batches.get(i).getTimestamp() - batches.get(i - 1).getTimestamp());
    }
    return gaps;
  }

  @Test
  void waitsForAServerThatIsNotUpYet() throws IOException {
    int port = freePort();
    start(5, 20, 2, port);
    until(() -> simulator.trouble().filter(t -> t.contains("refused")).isPresent());
    assertThat(simulator.trouble().orElseThrow()).startsWith("0 of 5 streams to 127.0.0.1:" + port);
    ScriptedIngest server = serve(port, ScriptedIngest::yes);
    untilAcked(50);
    assertThat(simulator.ready().succeeded()).isTrue();
    assertNothingLost(stop(), server.taken());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resendsAfterItsConnectionsWereLostWhatWasNotAcknowledged(boolean killed) throws IOException {
    AtomicBoolean silent = new AtomicBoolean();
    ScriptedIngest server =
        serve(0, batch -> silent.get() ? Optional.empty() : ScriptedIngest.yes(batch));
    start(20, 50, 2, server.port());
    for (int cut = 1; cut <= 3; cut++) {
      untilAcked(cut * 400L);
      until(() -> server.openConnections() == 2 && server.openStreams() == 20);
      silent.set(true);
      until(() -> simulator.totals().unacknowledged() > 100);
      silent.set(false);
      if (killed) {
        server.cutConnections();
      } else {
        server.closeConnections();
      }
    }
    untilAcked(2_000);
    SimulatorTotals totals = stop();
    assertNothingLost(totals, server.taken());
    assertThat(totals.resent()).isGreaterThan(100);
    assertThat(lost("connection")).isEqualTo(6);
  }

  private long lost(String what) {
    return (long)
        registry.get("voltstream.simulator.reconnects").tag("what", what).functionCounter().count();
  }

  @Test
  void givesUpAConnectionOnWhichNoAckComes() throws IOException {
    ackPatience = Duration.ofSeconds(1);
    AtomicBoolean silent = new AtomicBoolean(true);
    ScriptedIngest server =
        serve(0, batch -> silent.get() ? Optional.empty() : ScriptedIngest.yes(batch));
    start(10, 10, 2, server.port());
    until(() -> lost("connection") >= 2);
    silent.set(false);
    untilAcked(300);
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void givesUpOnlyTheStreamOnWhichNoAckComes() throws IOException {
    ackPatience = Duration.ofSeconds(3);
    AtomicBoolean silent = new AtomicBoolean(true);
    ScriptedIngest server =
        serve(
            0,
            batch ->
                batch.getVehicleId().equals("RVN000000003") && silent.get()
                    ? Optional.empty()
                    : ScriptedIngest.yes(batch));
    start(10, 10, 2, server.port());
    until(() -> lost("stream") >= 1);
    silent.set(false);
    until(() -> simulator.ready().succeeded());
    assertThat(lost("connection")).isZero();
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void goesOnAfterEveryStreamWasReset() throws IOException {
    // More resets in a row than the client's own guard against a flood of them lets pass.
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(400, 5, 1, server.port());
    untilAcked(1_000);
    server.resetStreams();
    untilAcked(4_000);
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void goesOnAfterTheServerEndedItsStreams() throws IOException {
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(20, 50, 1, server.port());
    untilAcked(500);
    server.endStreams(GrpcStatus.UNAVAILABLE);
    until(() -> simulator.trouble().isPresent());
    assertThat(simulator.trouble().orElseThrow()).contains("UNAVAILABLE, as the test wants");
    until(() -> server.openStreams() == 20);
    untilAcked(simulator.totals().acked() + 500);
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void losesNothingWhenTheServerGoesAwayAndAnotherComes() throws IOException {
    int port = freePort();
    ScriptedIngest first = serve(port, ScriptedIngest::yes);
    start(20, 50, 2, port);
    untilAcked(500);
    first.shutDown();
    ScriptedIngest second = serve(port, ScriptedIngest::yes);
    until(() -> second.openStreams() == 20);
    untilAcked(simulator.totals().acked() + 500);
    SimulatorTotals totals = stop();
    first
        .taken()
        .forEach((id, batches) -> second.taken().merge(id, batches, SimulatorVerticleIT::joined));
    assertNothingLost(totals, second.taken());
    assertThat(totals.resent()).as("the streams ended in good order").isZero();
  }

  private static List<TelemetryBatch> joined(
      List<TelemetryBatch> late, List<TelemetryBatch> early) {
    List<TelemetryBatch> all = new ArrayList<>(early);
    all.addAll(late);
    return all;
  }

  @Test
  void sendsAgainInOrderAndNotBeforeItsTimeWhatTheServerAsksFor() throws IOException {
    AtomicLong others = new AtomicLong();
    AtomicLong next = new AtomicLong(1);
    ScriptedIngest server =
        serve(
            0,
            batch -> {
              long sequence = batch.getSequence();
              if (!batch.getVehicleId().equals("RVN000000000")) {
                others.set(sequence);
                return ScriptedIngest.yes(batch);
              }
              // Five times it must wait for ten of the other's; what came behind it waits, too.
              boolean early = sequence % 10 == 0 && sequence <= 50 && others.get() < sequence + 10;
              return !early && next.compareAndSet(sequence, sequence + 1)
                  ? ScriptedIngest.yes(batch)
                  : ScriptedIngest.no(batch, 100);
            });
    start(2, 50, 1, server.port());
    untilAcked(200);
    SimulatorTotals totals = stop();
    assertNothingLost(totals, server.taken());
    // Ten of the other's take 200 ms: sent again at once, it would be hundreds of times.
    assertThat(totals.resent()).isBetween(5L, 150L);
  }

  @Test
  void neverSendsAgainWhatTheServerRefuses() throws IOException {
    ScriptedIngest server =
        serve(
            0,
            batch ->
                batch.getSequence() % 7 == 0
                    ? ScriptedIngest.no(batch, 0)
                    : ScriptedIngest.yes(batch));
    start(10, 50, 1, server.port());
    untilAcked(600);
    SimulatorTotals totals = stop();
    assertThat(totals.rejected()).isGreaterThan(50);
    assertThat(totals.acked() + totals.rejected()).isEqualTo(totals.sent());
    assertThat(totals.resent() + totals.unacknowledged() + totals.dropped()).isZero();
    assertThat(loggedOnce().get("RVN000000003")).contains(6L, 8L).doesNotContain(7L, 14L);
    assertThat(server.received().values().stream().mapToInt(List::size).sum())
        .isEqualTo(totals.sent());
  }

  @Test
  void understandsAServerThatDoesNotNumberItsAcks() throws IOException {
    ServerAck plain = ServerAck.newBuilder().setSuccess(true).build();
    ScriptedIngest server = serve(0, batch -> Optional.of(plain));
    start(10, 50, 1, server.port());
    untilAcked(600);
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void startsTheStreamAgainWhenAnAckIsOutOfOrder() throws IOException {
    AtomicBoolean confused = new AtomicBoolean(true);
    ScriptedIngest server =
        serve(
            0,
            batch ->
                batch.getSequence() == 20 && confused.getAndSet(false)
                    ? Optional.of(
                        ServerAck.newBuilder()
                            .setSequence(77)
                            .setErrorMessage(ScriptedIngest.CONFUSED)
                            .build())
                    : ScriptedIngest.yes(batch));
    start(1, 50, 1, server.port());
    untilAcked(100);
    SimulatorTotals totals = stop();
    assertNothingLost(totals, server.taken());
    assertThat(totals.resent()).isPositive();
  }

  @Test
  void carriesMoreThanAThousandStreamsOnOneConnection() throws IOException {
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(1_500, 1, 1, server.port());
    until(() -> simulator.ready().succeeded());
    assertThat(server.openConnections()).isEqualTo(1);
    assertThat(server.openStreams()).isEqualTo(1_500);
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void boundsWhatItKeepsAndHowLongItWaitsForAServerThatDoesNotAnswer() throws IOException {
    ScriptedIngest server =
        serve(0, batch -> batch.getSequence() < 100 ? ScriptedIngest.yes(batch) : Optional.empty());
    start(2, 1_000, 1, server.port());
    until(() -> simulator.totals().dropped() > 500);
    SimulatorTotals totals = stop();
    assertThat(totals.unacknowledged()).isEqualTo(1_200);
    assertThat(totals.acked()).isEqualTo(198);
    assertThat(totals.sent()).as("in flight").isEqualTo(198 + 2 * AckWindow.MAX_IN_FLIGHT);
    assertThat(loggedOnce().values()).allSatisfy(of -> assertThat(of).hasSize(99));
  }

  @Test
  void everyStreamShowsTheToken() throws IOException {
    ScriptedIngest server = serve(0, ScriptedIngest::yes);
    start(5, 10, 2, server.port());
    untilAcked(50);
    assertThat(server.authorizations()).containsExactly("Bearer 0123456789abcdef");
    assertNothingLost(stop(), server.taken());
  }

  @Test
  void saysThatItIsNotLetInAndDoesNotWaitForAcksThen() {
    ScriptedIngest server = serve(0, batch -> Optional.empty());
    start(5, 10, 1, server.port());
    until(() -> server.openStreams() > 0);
    server.endStreams(GrpcStatus.UNAUTHENTICATED);
    until(() -> simulator.ready().isComplete());
    assertThat(simulator.ready().cause())
        .isInstanceOf(TokenRefusedException.class)
        .hasMessageContainingAll(
            "127.0.0.1:" + server.port(),
            "UNAUTHENTICATED",
            "as the test wants",
            "VOLTSTREAM_TOKEN");
  }

  @Test
  void doesNotStartWhenItsAckLogCannotBeWritten() {
    SimulatorConfig config =
        new SimulatorConfig(
            1,
            1,
            "127.0.0.1:1",
            1,
            1,
            false,
            Optional.of(folder.resolve("none/acks.csv")),
            Optional.empty());
    simulator = new SimulatorVerticle(config, registry);
    assertThatThrownBy(
            () -> vertx.deployVerticle(simulator).toCompletionStage().toCompletableFuture().join())
        .hasMessageContaining("acks.csv");
  }
}
