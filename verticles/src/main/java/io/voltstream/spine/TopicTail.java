package io.voltstream.spine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  private final TailReader reader;
  private final Counter failures;
  private final Thread thread;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile String trouble;
  private volatile Metric connections;
  private volatile KafkaConsumer<byte[], byte[]> current;

  /** The next offset of each partition; empty until the topic was found. */
  private long[] next = {};

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
    this.reader = reader;
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
    begin(consumer, partitions);
    connections = TailConsumer.connections(consumer);
    // What was added to the topic later is seen when the client renews what it knows of it.
    while (!stopping && consumer.partitionsFor(topic, REQUEST).size() == next.length) {
      handOn(consumer);
      if (trouble != null && hasReached(consumer, goal)) {
        trouble = null;
        caughtUp.complete(null);
      }
      giveUpStartingIfStuck(null);
    }
  }

  /** Goes on where it was; partitions that are new are read from their beginning. */
  private void begin(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    int known = next.length;
    if (known != partitions.size()) {
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, REQUEST);
      long[] start = Arrays.copyOf(next, partitions.size());
      for (int p = known; p < start.length; p++) {
        start[p] = first.get(partitions.get(p));
      }
      reader.begins(start.clone());
      next = start;
    }
    partitions.forEach(partition -> consumer.seek(partition, next[partition.partition()]));
  }

  private void handOn(KafkaConsumer<byte[], byte[]> consumer) {
    List<TailRecord> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
      records.add(new TailRecord(polled.partition(), polled.offset(), polled.value()));
    }
    if (!records.isEmpty()) {
      reader.take(records);
      lastProgress = System.nanoTime();
      records.forEach(record -> next[record.partition()] = record.offset() + 1);
    }
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> goal) {
    return goal.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), REQUEST) >= end.getValue());
  }
}
