package io.voltstream.spine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic of low rate from as far back as it is kept, and goes on with what
 * comes; outside of any group, on a thread of its own. After a failure it goes on where it was.
 */
public final class TopicTail {
  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SpineConfig config;
  private final String topic;
  private final String clientId;
  private final TailPosition position;
  private final Counter failures;
  private final Thread thread;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile String trouble;
  private volatile Metric connections;
  private volatile KafkaConsumer<byte[], byte[]> current;

  private long lastProgress;

  /**
   * @param clientId names the consumer in Kafka's own figures
   */
  public TopicTail(
      SpineConfig config,
      String topic,
      String clientId,
      TailReader reader,
      MeterRegistry registry) {
    this.config = config;
    this.topic = topic;
    this.clientId = clientId;
    this.position = new TailPosition(reader);
    this.trouble = topic + " is not read yet";
    this.failures =
        Counter.builder("voltstream.tail.failures")
            .description("Times that reading a topic from its beginning had to begin anew")
            .tag("topic", topic)
            .register(registry);
    this.thread = new Thread(this::run, clientId);
    this.thread.setDaemon(true);
  }

  /**
   * Begins to read.
   *
   * @return completes when all that the topic held at this moment has been read; fails with {@link
   *     KafkaUnreachableException} when nothing came for {@link SpineConfig#startTimeout} before
   */
  public CompletableFuture<Void> start() {
    thread.start();
    return caughtUp;
  }

  /** Ends reading; completes when the reader will not be called any more. */
  public CompletableFuture<Void> stop() {
    stopping = true;
    KafkaConsumer<byte[], byte[]> waiting = current;
    if (waiting != null) {
      waiting.wakeup();
    }
    LockSupport.unpark(thread);
    if (thread.getState() == Thread.State.NEW) {
      stopped.complete(null);
    }
    return stopped;
  }

  /** Why nothing is read at the moment; empty when all is well. Thread-safe. */
  public Optional<String> trouble() {
    Metric open = connections;
    boolean cutOff = open != null && ((Number) open.metricValue()).doubleValue() == 0;
    String away = cutOff ? topic + ": no connection to Kafka at " + config.brokers() : null;
    return Optional.ofNullable(trouble == null ? away : trouble);
  }

  private void run() {
    lastProgress = System.nanoTime();
    try {
      while (!stopping) {
        read();
      }
      trouble = topic + " is no longer read";
    } catch (Throwable e) {
      trouble = "reading " + topic + " died: " + e;
      log.error("reading {} died", topic, e);
    } finally {
      caughtUp.completeExceptionally(new IllegalStateException(trouble));
      stopped.complete(null);
    }
  }

  private void read() {
    try {
      KafkaConsumer<byte[], byte[]> consumer = TailConsumer.open(config, clientId);
      current = consumer;
      try {
        follow(consumer);
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
    } catch (RuntimeException e) {
      // A stop wakes the consumer, wherever it is.
      if (!stopping) {
        failed(e);
      }
    }
  }

  private void failed(RuntimeException why) {
    failures.increment();
    // Kafka says "Failed to construct kafka consumer" of a name that nobody knows; why is below.
    Throwable cause = why.getCause() == null ? why : why.getCause();
    trouble = topic + " cannot be read: " + cause;
    log.warn("reading {} failed, begins anew: {}", topic, cause.toString());
    giveUpStartingIfStuck(why);
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private void giveUpStartingIfStuck(RuntimeException why) {
    if (!caughtUp.isDone() && System.nanoTime() - lastProgress > config.startTimeout().toNanos()) {
      caughtUp.completeExceptionally(new KafkaUnreachableException(config, why));
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    if (stopping) {
      return;
    }
    List<TopicPartition> partitions = TailConsumer.partitions(consumer, topic, REQUEST);
    consumer.assign(partitions);
    Map<TopicPartition, Long> goal = consumer.endOffsets(partitions, REQUEST);
    position.resume(consumer, partitions, REQUEST);
    connections = TailConsumer.connections(consumer);
    // What was added to the topic later is seen when the client renews what it knows of it.
    while (!stopping && consumer.partitionsFor(topic, REQUEST).size() == position.partitions()) {
      if (position.handOn(consumer.poll(POLL))) {
        lastProgress = System.nanoTime();
      }
      if (trouble != null && hasReached(consumer, goal)) {
        trouble = null;
        caughtUp.complete(null);
      }
      giveUpStartingIfStuck(null);
    }
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> goal) {
    return goal.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), REQUEST) >= end.getValue());
  }
}
