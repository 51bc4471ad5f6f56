package io.voltstream.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupConsumerIT {
  @RegisterExtension static final KafkaForTests kafka = new KafkaForTests();
  private static final Duration STOP = Duration.ofSeconds(10);

  private static Vertx vertx;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final List<GroupConsumer> started = new ArrayList<>();
  private SpineConfig spine;
  private String group;

  @BeforeAll
  static void openVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void closeVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void freshTopic() {
    spine = kafka.spine("raw-" + UUID.randomUUID());
    kafka.createTopics(vertx, spine);
    group = "group-" + UUID.randomUUID();
  }

  @AfterEach
  void stopConsumers() {
    started.forEach(consumer -> consumer.stop(Duration.ZERO));
  }

  private GroupConsumer start(String name, RecordWorker worker) {
    GroupConsumer consumer =
        new GroupConsumer(
            spine,
            spine.telemetryTopic(),
            new GroupMember("test", group, name),
            StartAt.COMMITTED,
            worker,
            registry);
    started.add(consumer);
    consumer.start();
    return consumer;
  }

  private void produce(int count) throws Exception {
    kafka.produce(spine.telemetryTopic(), count);
  }

  private static void stop(GroupConsumer consumer) throws Exception {
    consumer.stop(STOP).get(STOP.toSeconds() + 15, TimeUnit.SECONDS);
  }

  @Test
  void commitsWhatIsFinishedAndGoesOnFromThere() throws Exception {
    produce(1_000);
    CountingWorker first = new CountingWorker(10_000, true);
    GroupConsumer consumer = start("first", first);
    await().until(() -> first.distinct() == 1_000 && consumer.lag() == 0);
    assertThat(consumer.trouble()).isEmpty();
    stop(consumer);
    assertThat(kafka.committed(group)).isEqualTo(1_000);

    produce(10);
    CountingWorker second = new CountingWorker(10_000, true);
    GroupConsumer next = start("second", second);
    await().until(() -> second.distinct() >= 10);
    stop(next);
    assertThat(second.distinct()).isEqualTo(10);
  }

  @Test
  void takesNoMoreThanTheWorkerCanHoldAndStaysAMember() throws Exception {
    produce(5_000);
    CountingWorker worker = new CountingWorker(100, false);
    GroupConsumer consumer = start("slow", worker);
    await().until(() -> worker.open() == 100);
    await().until(() -> consumer.lag() == 5_000);
    assertThat(kafka.committed(group)).isZero();

    worker.finishEverything();
    await().until(() -> worker.distinct() == 5_000 && consumer.lag() == 0);
    assertThat(registry.get("voltstream.consumer.rebalances").counter().count()).isEqualTo(1);
    stop(consumer);
    assertThat(kafka.committed(group)).isEqualTo(5_000);
  }

  @Test
  void sharesPartitionsWithAMemberThatJoinsAndLosesNothingWhenOneLeaves() throws Exception {
    CountingWorker a = new CountingWorker(10_000, true);
    CountingWorker b = new CountingWorker(10_000, true);
    GroupConsumer first = start("a", a);
    await().until(() -> first.trouble().isEmpty());
    produce(2_000);
    GroupConsumer second = start("b", b);
    await().until(() -> second.trouble().isEmpty());
    produce(2_000);
    await().until(() -> b.distinct() > 0);
    stop(second);
    produce(2_000);
    await().until(() -> a.distinct() + b.distinct() >= 6_000 && first.lag() == 0);
    stop(first);
    // Both left in good order: no record was read twice.
    assertThat(a.taken() + b.taken()).isEqualTo(6_000);
    assertThat(kafka.committed(group)).isEqualTo(6_000);
  }

  @Test
  void aMemberForWhomThereIsNoPartitionIsWellAndHasNothingToDo() throws Exception {
    List<GroupConsumer> members = new ArrayList<>();
    for (int i = 0; i <= spine.partitions(); i++) {
      members.add(start("member-" + i, new CountingWorker(10_000, true)));
    }
    produce(1_000);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> members.stream().allMatch(m -> m.trouble().isEmpty() && m.lag() == 0));
    for (GroupConsumer member : members) {
      stop(member);
    }
    assertThat(kafka.committed(group)).isEqualTo(1_000);
  }

  @Test
  void leavesToTheNextOwnerWhatWasNotFinishedInTime() throws Exception {
    produce(400);
    CountingWorker stuck = new CountingWorker(10_000, false);
    GroupConsumer consumer = start("stuck", stuck);
    await().until(() -> stuck.open() == 400);
    consumer.stop(Duration.ZERO).get(60, TimeUnit.SECONDS);
    assertThat(stuck.flushes()).isPositive();
    assertThat(kafka.committed(group)).isZero();
    // A completion that comes after the end of the lease has no effect.
    stuck.finishEverything();

    CountingWorker next = new CountingWorker(10_000, true);
    GroupConsumer heir = start("heir", next);
    await().until(() -> next.distinct() == 400 && heir.lag() == 0);
    stop(heir);
    assertThat(kafka.committed(group)).isEqualTo(400);
  }

  @Test
  void readsFromTheStartWhenTheLogIsShorterThanWhatWasCommitted() throws Exception {
    produce(400);
    kafka.commit(group, spine.telemetryTopic(), 4, 1_000);
    CountingWorker worker = new CountingWorker(10_000, true);
    GroupConsumer consumer = start("cut", worker);
    await().until(() -> worker.distinct() == 400 && consumer.lag() == 0);
    stop(consumer);
    assertThat(kafka.committed(group)).isEqualTo(400);
    assertThat(registry.get("voltstream.consumer.truncations").counter().count()).isPositive();
  }

  @Test
  void countsWhatExpiredBeforeItWasRead() throws Exception {
    produce(1_000);
    kafka.commit(group, spine.telemetryTopic(), 4, 20);
    kafka.expire(spine.telemetryTopic(), 4, 50);
    CountingWorker worker = new CountingWorker(10_000, true);
    GroupConsumer consumer = start("behind", worker);
    await().until(() -> worker.distinct() == 800 && consumer.lag() == 0);
    stop(consumer);
    assertThat(registry.get("voltstream.consumer.expired").counter().count()).isEqualTo(4 * 30);
    assertThat(kafka.committed(group)).isEqualTo(1_000);
  }

  @Test
  void readsTheLastMinuteAgainWhenAskedTo() throws Exception {
    produce(500);
    CountingWorker worker = new CountingWorker(10_000, true);
    GroupConsumer consumer = start("again", worker);
    await().until(() -> worker.distinct() == 500 && consumer.lag() == 0);

    consumer.rewind();

    await().until(() -> worker.taken() == 1_000 && consumer.lag() == 0);
    stop(consumer);
    assertThat(worker.taken()).isEqualTo(1_000);
    assertThat(registry.get("voltstream.consumer.rewound").counter().count()).isEqualTo(500);
    assertThat(kafka.committed(group)).isEqualTo(500);
  }

  @Test
  void theNextOwnerGoesOnWithARewindThatWasAskedForWhileNothingWasHeld() throws Exception {
    produce(500);
    CountingWorker first = new CountingWorker(10_000, true);
    GroupConsumer before = start("before", first);
    await().until(() -> first.distinct() == 500 && before.lag() == 0);
    stop(before);

    CountingWorker stuck = new CountingWorker(10_000, false);
    GroupConsumer dies = start("dies", stuck);
    dies.rewind();
    await().until(() -> stuck.open() == 500);
    dies.stop(Duration.ZERO).get(60, TimeUnit.SECONDS);
    assertThat(kafka.committed(group)).isZero();

    CountingWorker next = new CountingWorker(10_000, true);
    GroupConsumer heir = start("heir", next);
    await().until(() -> next.distinct() == 500 && heir.lag() == 0);
    stop(heir);
  }

  @Test
  void catchesUpBeforeItStops() throws Exception {
    CountingWorker worker = new CountingWorker(10_000, true);
    GroupConsumer consumer = start("late", worker);
    await().until(() -> consumer.trouble().isEmpty());
    produce(20_000);
    stop(consumer);
    assertThat(worker.distinct()).isEqualTo(20_000);
    assertThat(kafka.committed(group)).isEqualTo(20_000);
  }
}
