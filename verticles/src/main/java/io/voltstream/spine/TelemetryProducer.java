package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes batches to telemetry-raw, idempotent and with {@code acks=all}, without ever blocking the
 * caller: what cannot be taken at once is refused at once. Thread-safe; one serves all event loops,
 * since record batches that many connections fill are denser.
 */
public final class TelemetryProducer {
  /** Bytes that may wait for the broker; ingest keeps its own budget below it. */
  public static final long BUFFER_BYTES = 64L << 20;

  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

  /** A failure without another after it is over, also when no batch comes that could succeed. */
  private static final Duration FAILURE_SHOWN = Duration.ofSeconds(10);

  private static final int BATCH_BYTES = 64 << 10;

  private final Vertx vertx;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Metric connections;
  private final String brokers;
  private volatile Failure failure;

  private record Failure(String why, long at) {}

  private TelemetryProducer(Vertx vertx, SpineConfig config, MeterRegistry registry) {
    this.vertx = vertx;
    this.topic = config.telemetryTopic();
    this.producer = new KafkaProducer<>(producerConfig(config));
    this.metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
    this.brokers = config.brokers();
    this.connections = metric("connection-count");
  }

  private Metric metric(String name) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .filter(metric -> metric.metricName().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Opens a producer that knows the topic's partitions.
   *
   * @return fails with {@link KafkaUnreachableException} after {@link SpineConfig#startTimeout}
   */
  public static Future<TelemetryProducer> open(
      Vertx vertx, SpineConfig config, MeterRegistry registry) {
    return vertx.executeBlocking(
        () -> {
          TelemetryProducer opened = new TelemetryProducer(vertx, config, registry);
          opened.awaitPartitions(config);
          return opened;
        },
        false);
  }

  private void awaitPartitions(SpineConfig config) throws InterruptedException {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    while (true) {
      try {
        producer.partitionsFor(topic);
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() > deadline) {
          metrics.close();
          producer.close(Duration.ZERO);
          throw new KafkaUnreachableException(config, e);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
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
    try {
      producer.send(
          new ProducerRecord<>(topic, null, receivedAt, key, value),
          (metadata, why) -> settle(why, Thread.currentThread() == caller, delivery));
    } catch (KafkaException | IllegalStateException e) {
      settle(e, true, delivery);
    }
  }

  private void settle(Exception why, boolean whileSending, Delivery delivery) {
    if (why == null) {
      delivery.delivered();
      return;
    }
    failure = new Failure(why.toString(), System.nanoTime());
    if (whileSending) {
      delivery.notSent();
    } else {
      delivery.unconfirmed();
    }
  }

  /** Why batches do not reach Kafka at the moment; empty when all is well. Thread-safe. */
  public Optional<String> trouble() {
    if (((Number) connections.metricValue()).doubleValue() == 0) {
      return Optional.of("no connection to Kafka at " + brokers);
    }
    Failure last = failure;
    return last == null || System.nanoTime() - last.at() > FAILURE_SHOWN.toNanos()
        ? Optional.empty()
        : Optional.of("Kafka did not take a batch: " + last.why());
  }

  /** Waits for what was sent, at most {@code deadline}, and closes. */
  public Future<Void> close(Duration deadline) {
    return vertx.executeBlocking(
        () -> {
          metrics.close();
          producer.close(deadline);
          return null;
        },
        false);
  }

  private static Map<String, Object> producerConfig(SpineConfig config) {
    Map<String, Object> producer = new HashMap<>();
    producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, "voltstream-ingest");
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    producer.put(ProducerConfig.LINGER_MS_CONFIG, config.lingerMs());
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    // send() is called on event loops: it must never wait, neither for memory nor for metadata.
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    // A producer forgets an idle topic, and everything when all brokers are away; send() would then
    // have to wait. Keeping what it knows, it fills its buffer and the streams pause.
    producer.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    producer.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
    producer.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return producer;
  }
}
