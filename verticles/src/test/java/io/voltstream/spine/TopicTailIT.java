package io.voltstream.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
class TopicTailIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final Duration LONG = Duration.ofSeconds(120);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Taken taken = new Taken();
  private Vertx vertx;
  private SpineConfig spine;
  private TopicTail tail;

  /** Keeps what it is handed. */
  private static final class Taken implements TailReader {
    final List<Integer> begun = new CopyOnWriteArrayList<>();
    final List<TailRecord> records = new CopyOnWriteArrayList<>();

    @Override
    public void begins(long[] next) {
      begun.add(next.length);
    }

    @Override
    public void take(List<TailRecord> more) {
      records.addAll(more);
    }

    long distinct() {
      return records.stream().map(r -> r.partition() + "-" + r.offset()).distinct().count();
    }
  }

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    spine = KAFKA.spine("tail-" + System.nanoTime());
    KAFKA.createTopics(vertx, spine);
    tail = new TopicTail(spine, spine.telemetryTopic(), "tail", taken, registry);
  }

  @AfterEach
  void stop() throws Exception {
    tail.stop().get(30, TimeUnit.SECONDS);
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void readsAllThatIsThereThenWhatComes() throws Exception {
    KAFKA.produce(spine.telemetryTopic(), 2_000);
    assertThat(tail.trouble()).isPresent();
    tail.start().get(60, TimeUnit.SECONDS);
    assertThat(taken.records).hasSize(2_000);
    assertThat(taken.begun).containsExactly(4);
    assertThat(tail.trouble()).isEmpty();
    KAFKA.produce(spine.telemetryTopic(), 100);
    await().atMost(LONG).until(() -> taken.distinct() == 2_100);
    assertThat(taken.records).hasSize(2_100);
    tail.stop().get(30, TimeUnit.SECONDS);
    assertThat(tail.trouble()).isPresent();
  }

  @Test
  void saysThatKafkaIsAwayAndGoesOnWhereItWas() throws Exception {
    KAFKA.produce(spine.telemetryTopic(), 100);
    tail.start().get(60, TimeUnit.SECONDS);
    KAFKA.stop();
    await().atMost(LONG).until(() -> tail.trouble().isPresent());
    KAFKA.startAgain();
    await().atMost(LONG).until(() -> tail.trouble().isEmpty());
    KAFKA.produce(spine.telemetryTopic(), 100);
    await().atMost(LONG).until(() -> taken.distinct() == 200);
    assertThat(taken.records).hasSize(200);
  }

  @Test
  void readsPartitionsThatAreAddedToo() throws Exception {
    tail.start().get(60, TimeUnit.SECONDS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", spine.brokers()))) {
      admin
          .createPartitions(Map.of(spine.telemetryTopic(), NewPartitions.increaseTo(6)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    KAFKA.produce(spine.telemetryTopic(), 600);
    await().atMost(LONG).until(() -> taken.distinct() == 600);
    assertThat(taken.begun).containsExactly(4, 6);
    assertThat(taken.records).extracting(TailRecord::partition).contains(5);
  }

  @Test
  void aReaderThatFailsIsHandedTheSameAgain() throws Exception {
    KAFKA.produce(spine.telemetryTopic(), 10);
    boolean[] failed = {false};
    TailReader failing =
        new TailReader() {
          @Override
          public void begins(long[] next) {}

          @Override
          public void take(List<TailRecord> records) {
            if (!failed[0]) {
              failed[0] = true;
              throw new IllegalStateException("not now");
            }
            taken.take(records);
          }
        };
    tail = new TopicTail(spine, spine.telemetryTopic(), "tail", failing, registry);
    tail.start().get(60, TimeUnit.SECONDS);
    assertThat(taken.distinct()).isEqualTo(10);
    assertThat(registry.get("voltstream.tail.failures").counter().count()).isPositive();
  }

  @Test
  void aTopicThatIsNotThereFailsTheStart() {
    SpineConfig hasty = KAFKA.spine("no-telemetry", "b", "c", Duration.ofSeconds(1));
    tail = new TopicTail(hasty, hasty.telemetryTopic(), "tail", taken, registry);
    assertThatThrownBy(() -> tail.start().get(90, TimeUnit.SECONDS))
        .hasCauseInstanceOf(KafkaUnreachableException.class);
    assertThat(tail.trouble().orElseThrow()).contains("there is no such topic");
  }

  @Test
  void aBrokerWhoseNameNobodyKnowsFailsTheStartAndTheStopStillEnds() throws Exception {
    SpineConfig nowhere =
        new SpineConfig(
            "no-such-host.invalid:9092",
            "a",
            "b",
            "c",
            4,
            1,
            "none",
            0,
            Duration.ofHours(1),
            1L << 30,
            Duration.ofSeconds(1));
    tail = new TopicTail(nowhere, "a", "tail", taken, registry);
    assertThatThrownBy(() -> tail.start().get(90, TimeUnit.SECONDS))
        .hasCauseInstanceOf(KafkaUnreachableException.class);
    assertThat(tail.trouble().orElseThrow()).contains("cannot be read", "bootstrap");
    tail.stop().get(30, TimeUnit.SECONDS);
    assertThat(tail.trouble().orElseThrow()).contains("no longer read");
  }

  @Test
  void anErrorEndsItInSight() throws Exception {
    KAFKA.produce(spine.telemetryTopic(), 10);
    TailReader broken =
        new TailReader() {
          @Override
          public void begins(long[] next) {}

          @Override
          public void take(List<TailRecord> records) {
            throw new AssertionError("broken");
          }
        };
    tail = new TopicTail(spine, spine.telemetryTopic(), "tail", broken, registry);
    assertThatThrownBy(() -> tail.start().get(90, TimeUnit.SECONDS)).hasMessageContaining("broken");
    assertThat(tail.trouble().orElseThrow()).contains("died");
    tail.stop().get(30, TimeUnit.SECONDS);
  }

  @Test
  void whatBeginsIsSaidAgainWhenItWasNotHeard() throws Exception {
    KAFKA.produce(spine.telemetryTopic(), 10);
    int[] begun = {0};
    TailReader late =
        new TailReader() {
          @Override
          public void begins(long[] next) {
            if (++begun[0] == 1) {
              throw new IllegalStateException("not now");
            }
          }

          @Override
          public void take(List<TailRecord> records) {
            taken.take(records);
          }
        };
    tail = new TopicTail(spine, spine.telemetryTopic(), "tail", late, registry);
    tail.start().get(60, TimeUnit.SECONDS);
    assertThat(begun[0]).isEqualTo(2);
    assertThat(taken.records).hasSize(10);
  }
}
