package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Idempotent, with {@code acks=all}, and never blocking its caller: what cannot be taken at once
 * fails at once. Records of one partition keep their order. Thread-safe.
 */
final class DurableProducer {
  /** A failure without another after it is over, also when nothing comes that could succeed. */
  private static final Duration FAILURE_SHOWN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String brokers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private final Metric connections;
  private volatile Failure failure;

  private record Failure(String why, long at) {}

  private DurableProducer(
      Vertx vertx, SpineConfig config, Map<String, Object> settings, MeterRegistry registry) {
    this.vertx = vertx;
    this.brokers = config.brokers();
    this.producer = new KafkaProducer<>(withDefaults(config, settings));
    this.metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
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
   * Opens a producer that knows the partitions of these topics.
   *
   * @param settings of Kafka, beside and over those that every producer of ours has
   * @return fails with {@link KafkaUnreachableException} after {@link SpineConfig#startTimeout}
   */
  static Future<DurableProducer> open(
      Vertx vertx,
      SpineConfig config,
      List<String> topics,
      Map<String, Object> settings,
      MeterRegistry registry) {
    return vertx.executeBlocking(
        () -> {
          DurableProducer opened = new DurableProducer(vertx, config, settings, registry);
          long deadline = System.nanoTime() + config.startTimeout().toNanos();
          for (String topic : topics) {
            opened.awaitPartitions(topic, config, deadline);
          }
          return opened;
        },
        false);
  }

  private void awaitPartitions(String topic, SpineConfig config, long deadline)
      throws InterruptedException {
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
   * Sends a record.
   *
   * @param settled told null when Kafka has it, else why not; on the producer's thread, which it
   *     must not hold up, or before this returns
   */
  void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> settled) {
    try {
      producer.send(record, (metadata, why) -> settle(why, settled));
    } catch (KafkaException | IllegalStateException e) {
      settle(e, settled);
    }
  }

  private void settle(Exception why, Consumer<Exception> settled) {
    if (why != null) {
      failure = new Failure(why.toString(), System.nanoTime());
    }
    settled.accept(why);
  }

  /** Blocks until everything that was sent before is confirmed or has failed. */
  void flush() {
    producer.flush();
  }

  /**
   * Why records do not reach Kafka at the moment; empty when all is well.
   *
   * @param what a record is, for people
   */
  Optional<String> trouble(String what) {
    if (((Number) connections.metricValue()).doubleValue() == 0) {
      return Optional.of("no connection to Kafka at " + brokers);
    }
    Failure last = failure;
    return last == null || System.nanoTime() - last.at() > FAILURE_SHOWN.toNanos()
        ? Optional.empty()
        : Optional.of("Kafka did not take " + what + ": " + last.why());
  }

  /** Waits for what was sent, at most {@code deadline}, and closes. */
  Future<Void> close(Duration deadline) {
    return vertx.executeBlocking(
        () -> {
          metrics.close();
          producer.close(deadline);
          return null;
        },
        false);
  }

  private static Map<String, Object> withDefaults(
      SpineConfig config, Map<String, Object> settings) {
    Map<String, Object> producer = new HashMap<>();
    producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    // send() is called on event loops and on the producer's own thread: it must never wait, neither
    // for memory nor for metadata.
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    // A producer forgets an idle topic, and everything when all brokers are away; send() would then
    // have to wait. Keeping what it knows, it fills its buffer and its callers pause.
    producer.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    producer.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
    producer.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    producer.putAll(settings);
    return producer;
  }
}
