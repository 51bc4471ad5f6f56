package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes batches to telemetry-raw without ever blocking the caller: what cannot be taken at once is
 * refused at once. Thread-safe; one serves all event loops, since record batches that many
 * connections fill are denser.
 */
public final class TelemetryProducer {
  /** Bytes that may wait for the broker; ingest keeps its own budget below it. */
  public static final long BUFFER_BYTES = 64L << 20;

  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
  private static final int BATCH_BYTES = 64 << 10;

  private final String topic;
  private final DurableProducer producer;

  private TelemetryProducer(String topic, DurableProducer producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Opens a producer that knows the topic's partitions.
   *
   * @return fails with {@link KafkaUnreachableException} after {@link SpineConfig#startTimeout}
   */
  public static Future<TelemetryProducer> open(
      Vertx vertx, SpineConfig config, MeterRegistry registry) {
    String topic = config.telemetryTopic();
    return DurableProducer.open(vertx, config, List.of(topic), settings(config), registry)
        .map(producer -> new TelemetryProducer(topic, producer));
  }

  /**
   * Sends a batch and returns at once; what becomes of it goes to {@code delivery}.
   *
   * @param key the vehicle id's bytes
   * @param value the batch's bytes as they came; not to be changed afterwards
   * @param receivedAt Unix milliseconds of receipt
   */
  public void send(byte[] key, byte[] value, long receivedAt, Delivery delivery) {
    Thread caller = Thread.currentThread();
    producer.send(
        new ProducerRecord<>(topic, null, receivedAt, key, value),
        why -> settle(why, Thread.currentThread() == caller, delivery));
  }

  private static void settle(Exception why, boolean whileSending, Delivery delivery) {
    if (why == null) {
      delivery.delivered();
    } else if (whileSending) {
      delivery.notSent();
    } else {
      delivery.unconfirmed();
    }
  }

  /** Why batches do not reach Kafka at the moment; empty when all is well. Thread-safe. */
  public Optional<String> trouble() {
    return producer.trouble("a batch");
  }

  /** Waits for what was sent, at most {@code deadline}, and closes. */
  public Future<Void> close(Duration deadline) {
    return producer.close(deadline);
  }

  private static Map<String, Object> settings(SpineConfig config) {
    return Map.of(
        ProducerConfig.CLIENT_ID_CONFIG,
        "voltstream-ingest",
        ProducerConfig.LINGER_MS_CONFIG,
        config.lingerMs(),
        ProducerConfig.BATCH_SIZE_CONFIG,
        BATCH_BYTES,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        BUFFER_BYTES,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        10_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) DELIVERY_TIMEOUT.toMillis());
  }
}
