package io.voltstream.spine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a consumer group on a thread of its own, which alone touches the Kafka consumer. A
 * failure ends the membership, is kept for {@link #trouble}, and a new membership begins after a
 * pause.
 */
public final class GroupConsumer {
  private static final Logger log = LoggerFactory.getLogger(GroupConsumer.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SpineConfig config;
  private final String topic;
  private final GroupMember member;
  private final StartAt startAt;
  private final RecordWorker worker;
  private final MeterRegistry registry;
  private final SpineMetrics metrics;
  private final Thread thread;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicBoolean rewind = new AtomicBoolean();
  private volatile StopRequest stopRequest;
  private volatile String trouble = "not started";
  private volatile long lag = -1;

  /** Asks the thread to catch up and leave. */
  record StopRequest(long deadlineNanos) {}

  public GroupConsumer(
      SpineConfig config,
      String topic,
      GroupMember member,
      StartAt startAt,
      RecordWorker worker,
      MeterRegistry registry) {
    this.config = config;
    this.topic = topic;
    this.member = member;
    this.startAt = startAt;
    this.worker = worker;
    this.registry = registry;
    this.metrics = new SpineMetrics(registry, member, this);
    this.thread = new Thread(this::run, member.clientId());
  }

  public void start() {
    thread.start();
  }

  /**
   * Goes on until what the partitions held at this moment is finished or the deadline has passed,
   * commits and leaves the group.
   */
  public CompletableFuture<Void> stop(Duration deadline) {
    stopRequest = new StopRequest(System.nanoTime() + deadline.toNanos());
    if (thread.getState() == Thread.State.NEW) {
      stopped.complete(null);
    }
    return stopped;
  }

  /**
   * Reads the records of the held partitions again that were finished in the last minute of
   * progress: what was done with them may be lost. Returns at once; the commits go back too.
   */
  public void rewind() {
    rewind.set(true);
  }

  /** Why nothing is consumed at the moment; empty when all is well. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Records of the held partitions whose work is not finished; -1 while that is not known. */
  public long lag() {
    return lag;
  }

  private void run() {
    try {
      while (stopRequest == null) {
        runMembership();
      }
      trouble = "consumer " + member.clientId() + " has stopped";
    } catch (Throwable e) {
      trouble = "consumer " + member.clientId() + " died: " + e;
      log.error("{} died, {} is no longer read here", member.clientId(), topic, e);
    } finally {
      lag = -1;
      stopped.complete(null);
    }
  }

  private void runMembership() {
    // It resolves the brokers' names at once, which may fail for a while.
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig())) {
      try (KafkaClientMetrics clientMetrics = new KafkaClientMetrics(consumer)) {
        clientMetrics.bindTo(registry);
        new Membership(consumer, topic, startAt, worker, metrics)
            .run(() -> stopRequest, rewind, this::report);
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
    } catch (RuntimeException e) {
      metrics.pollFailed();
      trouble = "consumer " + member.clientId() + ": " + e;
      log.warn("{} stopped reading {}, begins anew: {}", member.clientId(), topic, e.toString());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void report(long newLag, String newTrouble) {
    lag = newLag;
    trouble = newTrouble;
  }

  private Map<String, Object> consumerConfig() {
    Map<String, Object> consumer = new HashMap<>();
    consumer.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
    consumer.put(ConsumerConfig.GROUP_ID_CONFIG, member.group());
    consumer.put(ConsumerConfig.CLIENT_ID_CONFIG, member.clientId());
    consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    consumer.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
    // The broker would else answer a fetch for every record batch, thousands of times a second.
    consumer.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 32 << 10);
    consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    consumer.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return consumer;
  }
}
