package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.sse.SseRig.Node;
import io.voltstream.tsdb.TestBatch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of docs/live-feed.md, over real Kafka and real HTTP. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SseIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final Duration LONG = Duration.ofSeconds(60);

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private SseRig rig;

  @BeforeEach
  void start() {
    rig = new SseRig(KAFKA);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private StreamProbe stream(Node node, String query) throws Exception {
    return rig.http.stream(node.port(), "/api/stream" + query, Map.of());
  }

  @Test
  void plainEventsAreThoseOfTheContract() throws Exception {
    Node node = rig.node(SseRig.TTL, LONG);
    rig.driveUntil("RVN1", () -> node.verticle().vehicles() == 1);
    StreamProbe stream = stream(node, "");
    assertThat(stream.status).isEqualTo(200);
    assertThat(stream.headers.get("Content-Type")).startsWith("text/event-stream");
    assertThat(stream.headers.get("Cache-Control")).isEqualTo("no-cache, no-transform");
    assertThat(stream.headers.get("X-Accel-Buffering")).isEqualTo("no");
    assertThat(stream.headers.contains("Content-Encoding")).isFalse();

    await().atMost(LONG).until(() -> !stream.events.isEmpty());
    // The snapshot comes first.
    JsonObject first = stream.events.get(0).json();
    assertThat(stream.events.get(0).name()).isEqualTo("telemetry");
    assertThat(first.fieldNames())
        .containsExactly("vin", "lat", "lon", "speed", "temp", "timestamp");
    assertThat(first.getString("vin")).isEqualTo("RVN1");
    assertThat(first.getDouble("lat")).isEqualTo(37.774929);
    assertThat(first.getDouble("lon")).isEqualTo(-122.419416);
    assertThat(first.getDouble("speed")).isEqualTo(40);
    assertThat(first.getDouble("temp")).isEqualTo(31.25);
    int before = stream.named("telemetry").size();
    rig.driveUntil("RVN1", () -> stream.named("telemetry").size() > before + 2);
    await().atMost(LONG).until(() -> stream.named(":").size() >= 2);
    assertThat(stream.named(":").get(0).data()).isEqualTo(": keep-alive");

    // Nobody drives any more: it goes, once.
    await().atMost(LONG).until(() -> !stream.named("gone").isEmpty());
    List<SseEvent> told = stream.named("telemetry");
    assertThat(stream.named("gone").get(0).json().getLong("timestamp"))
        .isEqualTo(told.get(told.size() - 1).json().getLong("timestamp"));
    assertThat(stream.named("gone")).hasSize(1);
    assertThat(node.verticle().vehicles()).isZero();
    assertThat(rig.http.get(node.port(), "/api/vehicles/RVN1").status()).isEqualTo(404);
  }

  @Test
  void denseEventsDecodeToTheFleet() throws Exception {
    Node node = rig.node(SseRig.TTL, LONG);
    rig.driveUntil("RVN1", () -> node.verticle().vehicles() == 1);
    StreamProbe stream = stream(node, "?form=dense");
    await().atMost(LONG).until(() -> stream.named("beat").size() >= 2);
    assertThat(stream.events.get(0).name()).isEqualTo("whole");
    rig.driveUntil("RVN2", () -> stream.decode().slots.size() == 2);
    DenseDecoder.Vehicle vehicle =
        stream.decode().slots.values().stream()
            .filter(v -> v.vin.equals("RVN2"))
            .findFirst()
            .orElseThrow();
    assertThat(vehicle).hasToString("39 37774929 -122419416 400 313 0 0 1");
    JsonObject beat = stream.named("beat").get(0).json();
    assertThat(beat.fieldNames()).containsExactly("time", "node", "events_per_s", "vehicles");
    await().atMost(LONG).until(() -> stream.decode().slots.isEmpty());
    assertThat(stream.named("gone")).hasSize(2);
  }

  @Test
  void aVehicleOnTheEquatorHasAPositionAndOneWithoutIsStillKnown() throws Exception {
    Node node = rig.node();
    await()
        .atMost(LONG)
        .until(
            () -> {
              long now = System.currentTimeMillis();
              rig.send(
                  "eq", TestBatch.of("eq", now).with(FeedRig.LAT, 0).with(FeedRig.LON, 0).bytes());
              rig.send("no", TestBatch.of("no", now).with(FeedRig.POWER, 7_000).bytes());
              return node.verticle().vehicles() == 2;
            });
    JsonArray vehicles = rig.http.get(node.port(), "/api/vehicles").json().getJsonArray("vehicles");
    Map<String, JsonObject> byVin =
        vehicles.stream()
            .map(JsonObject.class::cast)
            .collect(java.util.stream.Collectors.toMap(v -> v.getString("vin"), v -> v));
    assertThat(byVin.get("eq").getDouble("lat")).isZero();
    assertThat(byVin.get("eq").getDouble("lon")).isZero();
    assertThat(byVin.get("no").fieldNames()).containsExactly("vin", "motion", "timestamp");
    assertThat(byVin.get("no").getString("motion")).isEqualTo("charging");
  }

  @Test
  void poisonAndLateBatchesAreCountedAndStallNothing() throws Exception {
    Node node = rig.node();
    rig.driveUntil("RVN1", () -> node.verticle().vehicles() == 1);
    long now = System.currentTimeMillis();
    rig.send("RVN1", null);
    rig.send("RVN1", "no batch".getBytes(UTF_8));
    rig.send("RVN1", TestBatch.of("RVN1", now - 60_000).with(FeedRig.SPEED, 99).bytes());
    rig.send("RVN1", TestBatch.of("RVN1", now + 3_600_000).with(FeedRig.SPEED, 99).bytes());
    rig.driveUntil("RVN1", () -> node.count("voltstream.live.skipped") >= 4);
    assertThat(node.count("voltstream.live.skipped", "reason", "malformed")).isEqualTo(2);
    assertThat(node.count("voltstream.live.skipped", "reason", "late")).isEqualTo(1);
    assertThat(node.count("voltstream.live.skipped", "reason", "in_future")).isEqualTo(1);
    JsonObject vehicle = rig.http.get(node.port(), "/api/vehicles/RVN1").json();
    assertThat(vehicle.getJsonArray("signals").toString()).contains("40").doesNotContain("99");
  }

  @Test
  void alertsResumeOnAnyNodeAndAreThereAfterAStart() throws Exception {
    String vin = "V" + unique;
    rig.alert(vin, unique + "-old", false);
    rig.alert(vin, unique + "-old", true);
    rig.alert(vin, unique + "-open", false);
    Node one = rig.node();
    Node two = rig.node();
    StreamProbe first = stream(one, "");
    await().atMost(LONG).until(() -> !first.named(":").isEmpty());
    assertThat(first.alerts())
        .contains(unique + "-open CRITICAL")
        .noneMatch(a -> a.contains("old"));
    String position = first.lastEventId();
    assertThat(position)
        .isEqualTo(rig.http.get(one.port(), "/api/alerts").json().getString("position"));
    first.close();

    rig.alert(vin, unique + "-open", false);
    rig.alert(vin, unique + "-open", true);
    rig.notAnAlert("{\"half\":");
    rig.alert(vin + "b", unique + "-next", false);
    for (Node node : List.of(one, two)) {
      StreamProbe back =
          rig.http.stream(node.port(), "/api/stream", Map.of("Last-Event-ID", position));
      await().atMost(LONG).until(() -> back.alerts().size() >= 2);
      // The repetition is folded, the record that is none is skipped.
      assertThat(back.alerts())
          .containsExactlyInAnyOrder(unique + "-open RESOLVED", unique + "-next CRITICAL");
      assertThat(node.count("voltstream.live.alerts.malformed")).isEqualTo(1);
      back.close();
      StreamProbe byParameter = stream(node, "?lastEventId=" + back.lastEventId());
      await().atMost(LONG).until(() -> !byParameter.named(":").isEmpty());
      assertThat(byParameter.alerts()).isEmpty();
      StreamProbe nonsense = stream(node, "?lastEventId=999.1.1.1.1");
      await().atMost(LONG).until(() -> !nonsense.named("resync").isEmpty());
      assertThat(nonsense.alerts()).isEmpty();
      assertThat(nonsense.named("resync").get(0).id())
          .isEqualTo(rig.http.get(node.port(), "/api/alerts").json().getString("position"));
    }
  }

  @Test
  void jsonEndpointsAnswerAsDocumented() throws Exception {
    Node node = rig.node();
    String vin = "RVN <" + unique + ">";
    rig.alert(vin, unique + "-a", false);
    rig.driveUntil(vin, () -> node.verticle().vehicles() == 1);
    JsonObject list = rig.http.get(node.port(), "/api/vehicles").json();
    assertThat(list.fieldNames()).containsExactly("time", "vehicles");
    JsonObject summary = list.getJsonArray("vehicles").getJsonObject(0);
    assertThat(summary.fieldNames())
        .containsExactly("vin", "lat", "lon", "speed", "temp", "motion", "timestamp");
    assertThat(summary.getString("motion")).isEqualTo("moving");

    String path = "/api/vehicles/RVN%20%3C" + unique + "%3E";
    await()
        .atMost(LONG)
        .until(
            () -> {
              rig.drive(vin, 40);
              JsonObject known = rig.http.get(node.port(), path).json();
              return known.containsKey("alerts") && known.getJsonArray("alerts").size() == 1;
            });
    rig.drive(vin, 40);
    JsonObject vehicle = rig.http.get(node.port(), path).json();
    assertThat(vehicle.fieldNames())
        .containsExactly("vin", "motion", "timestamp", "received", "signals", "alerts");
    assertThat(vehicle.getString("vin")).isEqualTo(vin);
    JsonObject speed = vehicle.getJsonArray("signals").getJsonObject(2);
    assertThat(speed.fieldNames())
        .containsExactly("path", "alias", "label", "unit", "value", "timestamp");
    assertThat(speed.getString("path")).isEqualTo("Vehicle.Speed");
    assertThat(speed.getDouble("value")).isEqualTo(40);
    assertThat(vehicle.getJsonArray("alerts").getJsonObject(0).getString("id"))
        .isEqualTo(unique + "-a");

    JsonObject alerts = rig.http.get(node.port(), "/api/alerts").json();
    assertThat(alerts.fieldNames()).containsExactly("position", "open", "recent");
    assertThat(alerts.getJsonArray("recent").getJsonObject(0).getString("vehicle_id"))
        .isEqualTo(vin);
    JsonObject config = rig.http.get(node.port(), "/api/config").json();
    assertThat(config.fieldNames())
        .containsExactly("version", "signals", "vehicle_ttl_ms", "login");
    assertThat(config.getBoolean("login")).isFalse();
    assertThat(config.getString("version")).isEqualTo("1.2.3");
    assertThat(config.getJsonArray("signals").toString())
        .contains("\"side\":\"above\",\"raise\":58.0,\"clear\":56.0");
    assertThat(rig.http.get(node.port(), "/api/nothing").json().getString("error"))
        .isEqualTo("there is no '/api/nothing'");
    assertThat(rig.http.get(node.port(), "/api/stream?form=fancy").status()).isEqualTo(400);
  }

  @Test
  void nodesInProcessesOfTheirOwnEachShowTheWholeFleet() throws Exception {
    Node one = rig.nodeApart();
    Node two = rig.nodeApart();
    await()
        .atMost(LONG)
        .until(
            () -> {
              for (int i = 0; i < 20; i++) {
                rig.drive("RVN" + i, 40);
              }
              return one.verticle().vehicles() == 20 && two.verticle().vehicles() == 20;
            });
    // More instances in one process do not hear each other, so nothing is counted twice.
    Node beside = rig.node();
    Node again = rig.node();
    rig.driveUntil(
        "RVN1", () -> beside.verticle().vehicles() == 1 && again.verticle().vehicles() == 1);
    assertThat(rig.http.get(two.port(), "/api/vehicles").json().getJsonArray("vehicles"))
        .hasSize(20);
  }

  /** A plain socket: it never reads, but notices at a write that the other end is gone. */
  @Test
  void whoDoesNotReadIsReallyCutOff() throws Exception {
    Node node = rig.node(SseRig.TTL, Duration.ofSeconds(1));
    byte[] request = "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8);
    try (Socket silent = new Socket()) {
      silent.setReceiveBufferSize(4 << 10);
      silent.connect(new InetSocketAddress("127.0.0.1", node.port()));
      silent.getOutputStream().write(request);
      await().atMost(LONG).until(() -> gauge(node) == 1);
      await()
          .atMost(LONG)
          .until(
              () -> {
                for (int i = 0; i < 500; i++) {
                  rig.drive("RVN" + i, 40);
                }
                return node.count("voltstream.live.clients.ended", "reason", "slow") == 1;
              });
      // Sooner than the server's idle time-out would.
      await().atMost(Duration.ofSeconds(30)).until(() -> isReset(silent));
    }
    assertThat(node.count("voltstream.live.clients.ended", "reason", "left")).isZero();
  }

  /** The whole fleet takes longer than the limit, at the pace of this client. */
  @Test
  void whoReadsSlowlyIsNotCutOff() throws Exception {
    Node node = rig.node(LONG, Duration.ofSeconds(8));
    int fleet = 20_000;
    for (int i = 0; i < fleet; i++) {
      rig.drive("RVN" + (100_000 + i), 40);
    }
    await().atMost(LONG).until(() -> node.verticle().vehicles() == fleet);
    byte[] request = "GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 << 10);
      slow.setSoTimeout((int) LONG.toMillis());
      slow.connect(new InetSocketAddress("127.0.0.1", node.port()));
      slow.getOutputStream().write(request);
      int[] left = {fleet * 120};
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> (left[0] -= slow.getInputStream().readNBytes(40 << 10).length) <= 0);
    }
    assertThat(node.count("voltstream.live.clients.ended", "reason", "slow")).isZero();
  }

  private static double gauge(Node node) {
    return node.registry().get("voltstream.live.clients").tag("form", "plain").gauge().value();
  }

  private static boolean isReset(Socket socket) {
    try {
      socket.getOutputStream().write('\n');
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aStoppingNodeEndsItsStreamsAndTheOtherGoesOn() throws Exception {
    Node one = rig.node();
    Node two = rig.node();
    rig.driveUntil("RVN1", () -> one.verticle().vehicles() == 1 && two.verticle().vehicles() == 1);
    StreamProbe stream = stream(one, "");
    rig.stop(one);
    await().atMost(LONG).until(() -> stream.ended);
    assertThat(one.verticle().trouble()).isPresent();
    StreamProbe other = stream(two, "");
    rig.driveUntil(
        "RVN9", () -> other.named("telemetry").stream().anyMatch(e -> e.data().contains("RVN9")));
  }
}
