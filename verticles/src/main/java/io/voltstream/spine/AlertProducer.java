package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes alerts and their state, idempotent and with {@code acks=all}; records of one partition
 * keep their order. Sending never blocks, so it may be done where another send is confirmed.
 * Thread-safe.
 */
public final class AlertProducer {
  /**
   * What is not confirmed by then has failed. No longer than a member that gives up a partition
   * waits for its last records: the next owner reads the state when nothing more can come.
   */
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

  /** A failure without another after it is over. */
  private static final Duration FAILURE_SHOWN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String alertTopic;
  private final String stateTopic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;
  private volatile Failure failure;

  private record Failure(String why, long at) {}

  private AlertProducer(Vertx vertx, SpineConfig config, MeterRegistry registry) {
    this.vertx = vertx;
    this.alertTopic = config.alertTopic();
    this.stateTopic = config.alertStateTopic();
    this.producer = new KafkaProducer<>(producerConfig(config));
    this.metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  /**
   * Opens a producer that knows the partitions of both topics.
   *
   * @return fails with {@link KafkaUnreachableException} after {@link SpineConfig#startTimeout}
   */
  public static Future<AlertProducer> open(
      Vertx vertx, SpineConfig config, MeterRegistry registry) {
    return vertx.executeBlocking(
        () -> {
          AlertProducer opened = new AlertProducer(vertx, config, registry);
          long deadline = System.nanoTime() + config.startTimeout().toNanos();
          opened.awaitPartitions(config.alertTopic(), config, deadline);
          opened.awaitPartitions(config.alertStateTopic(), config, deadline);
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
    try {
      producer.send(record, (metadata, why) -> settle(sent, why));
    } catch (KafkaException | IllegalStateException e) {
      settle(sent, e);
    }
    return sent;
  }

  private void settle(CompletableFuture<Void> sent, Exception why) {
    if (why == null) {
      sent.complete(null);
    } else {
      failure = new Failure(why.toString(), System.nanoTime());
      sent.completeExceptionally(why);
    }
  }

  /** Blocks until everything that was sent is confirmed or has failed: some seconds at most. */
  public void awaitSettled() {
    producer.flush();
    // And what was sent because something was confirmed.
    producer.flush();
  }

  /** Why records do not reach Kafka at the moment; empty when all is well. */
  public Optional<String> trouble() {
    Failure last = failure;
    return last == null || System.nanoTime() - last.at() > FAILURE_SHOWN.toNanos()
        ? Optional.empty()
        : Optional.of("Kafka did not take an alert: " + last.why());
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
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, "voltstream-alert");
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    // An alert waits for nobody: there are few of them.
    producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_RECORD_BYTES);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    // State is sent from the producer's own thread, which must never wait; see TelemetryProducer.
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    producer.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    producer.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(365).toMillis());
    producer.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return producer;
  }
}
