package io.voltstream.spine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topics, and what is written to and read from that of the alert state. */
class TopicsIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();

  private final Vertx vertx = Vertx.vertx();
  private final String run = UUID.randomUUID().toString();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private SpineConfig topics(int partitions, String state) {
    SpineConfig four = KAFKA.spine("raw-" + run, "alerts-" + run, state + run);
    return new SpineConfig(
        four.brokers(),
        four.telemetryTopic(),
        four.alertTopic(),
        four.alertStateTopic(),
        partitions,
        1,
        "snappy",
        0,
        four.retention(),
        four.retentionBytes(),
        four.startTimeout());
  }

  @Test
  void theStateHasAsManyPartitionsAsTelemetryReallyHas() throws Exception {
    KAFKA.createTopics(vertx, topics(3, "one-"));
    KAFKA.createTopics(vertx, topics(5, "two-"));
    assertThat(KAFKA.partitions("raw-" + run)).isEqualTo(3);
    assertThat(KAFKA.partitions("one-" + run)).isEqualTo(3);
    assertThat(KAFKA.partitions("two-" + run)).isEqualTo(3);
    assertThat(KAFKA.partitions("alerts-" + run + ".dlq")).isEqualTo(1);
  }

  @Test
  void aStateThatCannotLieWhereItsTelemetryDoesIsRefused() throws Exception {
    KAFKA.createTopics(vertx, topics(3, "state-"));
    KAFKA.deleteTopic("raw-" + run);
    assertThatThrownBy(() -> KAFKA.createTopics(vertx, topics(5, "state-")))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(PartitionsDifferException.class)
        .hasMessageContainingAll(
            "raw-" + run + " has 5 partitions",
            "state-" + run + " has 3",
            "delete state-" + run,
            "KAFKA_ALERT_STATE_TOPIC");
  }

  @Test
  void whatIsWrittenToAPartitionOfTheStateIsReadInItsOrder() throws Exception {
    SpineConfig spine = topics(3, "state-");
    KAFKA.createTopics(vertx, spine);
    AlertProducer producer =
        AlertProducer.open(vertx, spine, new SimpleMeterRegistry()).await(30, TimeUnit.SECONDS);
    for (int i = 0; i < 5_000; i++) {
      byte[] value = i % 7 == 0 ? null : Integer.toString(i).getBytes(UTF_8);
      producer.sendState(i % 2, ("v" + i).getBytes(UTF_8), value, 1_764_500_000_000L);
    }
    producer.awaitSettled();
    assertThat(producer.trouble()).isEmpty();
    List<String> read = new ArrayList<>();
    StateReader reader = new StateReader(spine);
    reader.read(
        1,
        Duration.ofSeconds(30),
        (key, value) ->
            read.add(new String(key, UTF_8) + (value == null ? "" : new String(value, UTF_8))));
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < 5_000; i += 2) {
      expected.add("v" + i + (i % 7 == 0 ? "" : i));
    }
    assertThat(read).isEqualTo(expected);
    reader.read(2, Duration.ofSeconds(30), (key, value) -> read.clear());
    assertThat(read).as("partition 2 is empty").isNotEmpty();
    producer.close(Duration.ofSeconds(1)).await(60, TimeUnit.SECONDS);
  }

  @Test
  void aStateThatCannotBeReadInTimeIsAFailure() {
    SpineConfig spine = topics(3, "never-made-");
    assertThatThrownBy(
            () -> new StateReader(spine).read(0, Duration.ofMillis(300), (key, value) -> {}))
        .isInstanceOf(TimeoutException.class);
  }
}
