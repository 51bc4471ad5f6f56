package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes alerts and their state; records of one partition keep their order. Sending never blocks,
 * so it may be done where another send is confirmed. Thread-safe.
 */
public final class AlertProducer {
  /**
   * What is not confirmed by then has failed. No longer than a member that gives up a partition
   * waits for its last records, so that its writes seldom meet those of the next owner.
   */
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

  private final String alertTopic;
  private final String stateTopic;
  private final DurableProducer producer;

  private AlertProducer(SpineConfig config, DurableProducer producer) {
    this.alertTopic = config.alertTopic();
    this.stateTopic = config.alertStateTopic();
    this.producer = producer;
  }

  /**
   * Opens a producer that knows the partitions of both topics.
   *
   * @return fails with {@link KafkaUnreachableException} after {@link SpineConfig#startTimeout}
   */
  public static Future<AlertProducer> open(
      Vertx vertx, SpineConfig config, MeterRegistry registry) {
    List<String> topics = List.of(config.alertTopic(), config.alertStateTopic());
    return DurableProducer.open(vertx, config, topics, settings(), registry)
        .map(producer -> new AlertProducer(config, producer));
  }

  /**
   * Sends an alert.
   *
   * @param key the vehicle id's bytes
   * @param now Unix milliseconds: the record's Kafka timestamp
   * @return completes when Kafka has it, on the producer's thread: not to be held up
   */
  public CompletionStage<Void> sendAlert(byte[] key, byte[] value, long now) {
    return send(new ProducerRecord<>(alertTopic, null, now, key, value));
  }

  /**
   * Sends a vehicle's state.
   *
   * @param partition the vehicle's partition of telemetry
   * @param value null removes it
   * @return as {@link #sendAlert}
   */
  public CompletionStage<Void> sendState(int partition, byte[] key, byte[] value, long now) {
    return send(new ProducerRecord<>(stateTopic, partition, now, key, value));
  }

  private CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    producer.send(
        record,
        why -> {
          if (why == null) {
            sent.complete(null);
          } else {
            sent.completeExceptionally(why);
          }
        });
    return sent;
  }

  /** Blocks until everything that was sent is confirmed or has failed: some seconds at most. */
  public void awaitSettled() {
    producer.flush();
    // And what was sent because something was confirmed.
    producer.flush();
  }

  /** Why records do not reach Kafka at the moment; empty when all is well. */
  public Optional<String> trouble() {
    return producer.trouble("an alert");
  }

  /** Waits for what was sent, at most {@code deadline}, and closes. */
  public Future<Void> close(Duration deadline) {
    return producer.close(deadline);
  }

  private static Map<String, Object> settings() {
    return Map.of(
        ProducerConfig.CLIENT_ID_CONFIG,
        "voltstream-alert",
        // An alert waits for nobody: there are few of them.
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        3_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) DELIVERY_TIMEOUT.toMillis());
  }
}
