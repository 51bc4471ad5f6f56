package io.voltstream.alert;

import static io.voltstream.alert.AlertRig.BATTERY;
import static io.voltstream.alert.AlertRig.FRONT_LEFT;
import static io.voltstream.alert.AlertRig.REAR_RIGHT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.voltstream.contract.Alert;
import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.BatchReader;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.StateReader;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole role on a real broker, which has topics of its own for each test. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AlertIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();

  /** An hour ago: within what the topics keep, and what comes after it is not in the future. */
  private static final long TIME = System.currentTimeMillis() - 3_600_000;

  private static final int VEHICLES = 24;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final String run = UUID.randomUUID().toString();
  private Vertx vertx;
  private SpineConfig spine;
  private KafkaProducer<byte[], byte[]> producer;

  /** A deployed role. */
  private record Running(AlertVerticle verticle, String deployment) {}

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    spine = topics("");
    KAFKA.createTopics(vertx, spine);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", spine.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() throws Exception {
    producer.close();
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  /** The same telemetry, with alerts and state of another name. */
  private SpineConfig topics(String suffix) {
    return KAFKA.spine("raw-" + run, "alerts-" + run + suffix, "state-" + run + suffix);
  }

  private Running deploy(SpineConfig config, String group, int instances) throws Exception {
    AlertVerticle verticle =
        new AlertVerticle(config, new AlertConfig(group + run, instances), registry);
    String deployment = vertx.deployVerticle(verticle).await(30, TimeUnit.SECONDS);
    until(() -> verticle.trouble().isEmpty());
    return new Running(verticle, deployment);
  }

  private void undeploy(Running running) throws Exception {
    vertx.undeploy(running.deployment()).await(40, TimeUnit.SECONDS);
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
  }

  private static String vehicle(int number) {
    return "RVN%09d".formatted(number);
  }

  private void send(String vehicle, long receivedAt, TestBatch batch) {
    producer.send(
        new ProducerRecord<>(
            spine.telemetryTopic(), null, receivedAt, vehicle.getBytes(UTF_8), batch.bytes()));
  }

  private void send(String vehicle, long time, String sensor, double value) {
    send(vehicle, time, TestBatch.of(vehicle, time).with(sensor, value));
  }

  private void sendAll(long time, String sensor, double value) {
    IntStream.range(0, VEHICLES).forEach(i -> send(vehicle(i), time, sensor, value));
    producer.flush();
  }

  private List<Alert> alerts() {
    return KAFKA.alerts(spine);
  }

  private static List<String> ids(List<Alert> alerts, boolean resolved) {
    return alerts.stream()
        .filter(alert -> alert.isResolved() == resolved)
        .map(Alert::id)
        .sorted()
        .toList();
  }

  /** By vehicle, its last record in the state topic. */
  private Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    for (int partition = 0; partition < spine.partitions(); partition++) {
      new StateReader(spine)
          .read(
              partition,
              Duration.ofSeconds(20),
              (key, value) ->
                  state.put(
                      new String(key, UTF_8),
                      value == null ? "removed" : new String(value, UTF_8)));
    }
    return state;
  }

  private double counted(String meter) {
    return registry.get("voltstream.alerts." + meter).counter().count();
  }

  private double shown(String meter) {
    return registry.get("voltstream.alerts." + meter).gauge().value();
  }

  @Test
  void anEpisodeIsRaisedAndResolvedOnTheTopic() throws Exception {
    Running alert = deploy(spine, "group", 1);
    send("v", TIME, BATTERY, 30);
    send("v", TIME + 1, BATTERY, 59);
    send("v", TIME + 2, BATTERY, 57);
    until(() -> alert.verticle().totals(0).equals(new AlertTotals(1, 0)));
    until(() -> shown("open") == 1 && shown("vehicles") == 1);
    assertThat(state().get("v")).contains("\"raised_at\":" + (TIME + 1));
    send("v", TIME + 3, BATTERY, 55);
    send("v", TIME + 1, BATTERY, 70);
    send("v", TIME + 4, FRONT_LEFT, 36);
    until(() -> alert.verticle().totals(0).equals(new AlertTotals(1, 1)));
    until(() -> counted("late") == 1);
    undeploy(alert);
    assertThat(alerts())
        .extracting(Alert::type, Alert::timestamp, Alert::raisedAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Type.CRITICAL, TIME + 1, TIME + 1),
            org.assertj.core.groups.Tuple.tuple(Type.RESOLVED, TIME + 3, TIME + 1));
    assertThat(alerts()).extracting(Alert::id).containsOnly(alerts().get(0).id());
    assertThat(state().get("v")).contains("changed_at").doesNotContain("raised_at");
    assertThat(shown("open")).isZero();
    assertThat(shown("vehicles")).as("no partition is held any more").isZero();
    assertThat(KAFKA.committed("group" + run)).isEqualTo(6);
  }

  @Test
  void whatIsNoBatchIsCountedAndSkipped() throws Exception {
    Running alert = deploy(spine, "group", 1);
    byte[] key = "v".getBytes(UTF_8);
    producer.send(new ProducerRecord<>(spine.telemetryTopic(), key, null));
    producer.send(new ProducerRecord<>(spine.telemetryTopic(), key, "no batch".getBytes(UTF_8)));
    producer.send(new ProducerRecord<>(spine.telemetryTopic(), key, new byte[256 * 1024 + 1]));
    send("v", TIME, BATTERY, 60);
    until(() -> alert.verticle().totals(0).raised() == 1);
    assertThat(counted("malformed")).isEqualTo(3);
    undeploy(alert);
    assertThat(KAFKA.committed("group" + run)).isEqualTo(4);
  }

  @Test
  void aBatchFromTheFutureDoesNotMakeAllThatFollowsLate() throws Exception {
    Running alert = deploy(spine, "group", 1);
    long ahead = TIME + BatchReader.MAX_AHEAD_MS;
    send("v", TIME, TestBatch.of("v", ahead + 1).with(BATTERY, 30));
    send("v", TIME + 1, BATTERY, 60);
    send("w", TIME, TestBatch.of("w", ahead).with(BATTERY, 60));
    until(() -> alert.verticle().totals(0).raised() == 2);
    assertThat(counted("future")).isEqualTo(1);
    assertThat(counted("late")).isZero();
    undeploy(alert);
    assertThat(alerts()).extracting(Alert::timestamp).containsExactlyInAnyOrder(TIME + 1, ahead);
    assertThat(KAFKA.committed("group" + run)).isEqualTo(3);
  }

  @Test
  void openAlertsSurviveARestart() throws Exception {
    Running first = deploy(spine, "group", 1);
    sendAll(TIME, BATTERY, 60);
    until(() -> first.verticle().totals(0).raised() == VEHICLES);
    undeploy(first);

    Running second = deploy(spine, "group", 2);
    sendAll(TIME + 1, BATTERY, 61);
    sendAll(TIME + 2, BATTERY, 50);
    until(() -> second.verticle().totals(0).resolved() == VEHICLES);
    assertThat(second.verticle().totals(0).raised()).as("in the second life").isZero();
    undeploy(second);
    assertThat(ids(alerts(), false)).hasSize(VEHICLES).doesNotHaveDuplicates();
    assertThat(ids(alerts(), true)).isEqualTo(ids(alerts(), false));
  }

  @Test
  void readingAgainFromAnOlderOffsetRaisesNothingTwice() throws Exception {
    Running first = deploy(spine, "group", 1);
    sendAll(TIME, BATTERY, 60);
    sendAll(TIME + 1, BATTERY, 50);
    sendAll(TIME + 2, FRONT_LEFT, 20);
    until(() -> first.verticle().totals(0).equals(new AlertTotals(2 * VEHICLES, VEHICLES)));
    undeploy(first);
    KAFKA.commit("group" + run, spine.telemetryTopic(), spine.partitions(), 0);

    Running second = deploy(spine, "group", 1);
    sendAll(TIME + 3, FRONT_LEFT, 35);
    until(() -> second.verticle().totals(0).resolved() == VEHICLES);
    undeploy(second);
    assertThat(second.verticle().totals(0).raised()).isZero();
    assertThat(ids(alerts(), false)).hasSize(2 * VEHICLES).doesNotHaveDuplicates();
    assertThat(ids(alerts(), true)).isEqualTo(ids(alerts(), false));
  }

  @Test
  void aSecondMemberJoinsAndLeavesWhileAlertsAreOpen() throws Exception {
    Running first = deploy(spine, "group", 1);
    sendAll(TIME, BATTERY, 60);
    until(() -> first.verticle().totals(0).raised() == VEHICLES);
    SimpleMeterRegistry others = new SimpleMeterRegistry();
    AlertVerticle second = new AlertVerticle(spine, new AlertConfig("group" + run, 1), others);
    String deployment = vertx.deployVerticle(second).await(30, TimeUnit.SECONDS);
    until(() -> second.trouble().isEmpty());
    sendAll(TIME + 1, BATTERY, 61);
    sendAll(TIME + 1, REAR_RIGHT, 20);
    until(() -> first.verticle().totals(0).raised() + second.totals(0).raised() == 2 * VEHICLES);
    assertThat(second.totals(0).raised()).as("it has a part of the vehicles").isPositive();
    vertx.undeploy(deployment).await(40, TimeUnit.SECONDS);
    sendAll(TIME + 2, BATTERY, 50);
    sendAll(TIME + 2, REAR_RIGHT, 35);
    until(() -> first.verticle().totals(0).resolved() == 2 * VEHICLES);
    undeploy(first);
    assertThat(ids(alerts(), false)).hasSize(2 * VEHICLES).doesNotHaveDuplicates();
    assertThat(ids(alerts(), true)).isEqualTo(ids(alerts(), false));
  }

  @Test
  void readingEverythingAnewGivesTheSameRecords() throws Exception {
    Running first = deploy(spine, "group", 1);
    for (int i = 0; i < 6; i++) {
      sendAll(TIME + i, BATTERY, i % 2 == 0 ? 60 : 50);
      sendAll(TIME + i, FRONT_LEFT, i % 3 == 0 ? 20 : 35);
    }
    until(() -> first.verticle().totals(0).equals(new AlertTotals(5 * VEHICLES, 5 * VEHICLES)));
    undeploy(first);

    SpineConfig again = topics("-again");
    KAFKA.createTopics(vertx, again);
    Running second = deploy(again, "again", 1);
    until(() -> second.verticle().totals(0).resolved() == 5 * VEHICLES);
    undeploy(second);
    assertThat(KAFKA.alerts(again)).containsExactlyInAnyOrderElementsOf(alerts());
  }

  @Test
  void silentVehiclesAreForgottenAndOpenAlertsNever() throws Exception {
    Running alert = deploy(spine, "group", 1);
    send("well", TIME, BATTERY, 30);
    send("hot", TIME, BATTERY, 60);
    send("was-hot", TIME, BATTERY, 60);
    send("was-hot", TIME + 1, BATTERY, 50);
    until(() -> alert.verticle().totals(0).equals(new AlertTotals(2, 1)));
    for (int minute = 1; minute <= 13; minute++) {
      // One vehicle in each partition keeps that partition's time going.
      sendAll(TIME + Duration.ofMinutes(minute).toMillis(), BATTERY, 30);
    }
    until(() -> counted("evicted") == 2);
    until(() -> "removed".equals(state().get("was-hot")));
    assertThat(state()).containsOnlyKeys("hot", "was-hot");
    assertThat(state().get("hot")).contains("raised_at");
    until(() -> shown("vehicles") == VEHICLES + 1 && shown("open") == 1);
    undeploy(alert);
  }

  @Test
  void anAlertThatKafkaDoesNotTakeIsWrittenLaterAndItsStateNotBefore() throws Exception {
    Running alert = deploy(spine, "group", 1);
    send("v", TIME, BATTERY, 60);
    until(() -> alert.verticle().totals(0).raised() == 1);
    KAFKA.deleteTopic(spine.alertTopic());
    send("w", TIME, BATTERY, 60);
    until(() -> counted("failures") > 0);
    until(() -> alert.verticle().trouble().isPresent());
    assertThat(state()).containsOnlyKeys("v");
    KAFKA.createTopics(vertx, spine);
    until(() -> state().containsKey("w"));
    send("w", TIME + 1, BATTERY, 50);
    until(() -> alert.verticle().totals(0).equals(new AlertTotals(2, 1)));
    until(() -> alert.verticle().trouble().isEmpty());
    undeploy(alert);
    assertThat(alerts()).extracting(Alert::type).contains(Type.CRITICAL, Type.RESOLVED);
    assertThat(alerts()).extracting(Alert::id).containsOnly(alerts().get(0).id());
    assertThat(KAFKA.committed("group" + run)).isEqualTo(3);
  }
}
