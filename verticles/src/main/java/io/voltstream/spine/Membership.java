package io.voltstream.spine;

import io.voltstream.spine.GroupConsumer.StopRequest;
import io.voltstream.spine.PartitionLease.Completion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in a consumer group, from subscribing to leaving: polls, hands records to the
 * worker, commits the finished prefix of each partition, never backwards. While the worker is full
 * it keeps polling with everything paused, so that the group does not take it for dead.
 */
final class Membership implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration POLL_WHILE_FULL = Duration.ofMillis(5);
  private static final Duration HAND_OVER = Duration.ofSeconds(5);

  /** What a stop that is late already leaves to the work under way. */
  private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** A member that got nothing and nothing since is one too many: no hand-over takes so long. */
  private static final Duration SPARE_AFTER = HAND_OVER.plus(REQUEST).plusSeconds(2);

  private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final StartAt startAt;
  private final RecordWorker worker;
  private final SpineMetrics metrics;
  private final ExpiredRecords expired;
  private final Map<TopicPartition, PartitionLease> leases = new HashMap<>();
  private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();
  private long lastCommit = System.nanoTime();
  private boolean commitInFlight;
  private boolean joined;
  private long assignedAt;

  /** Told after every poll. */
  interface Report {
    /**
     * @param lag records not finished; -1 while unknown
     * @param trouble null when all is well
     */
    void state(long lag, String trouble);
  }

  Membership(
      Consumer<byte[], byte[]> consumer,
      String topic,
      StartAt startAt,
      RecordWorker worker,
      SpineMetrics metrics) {
    this.consumer = consumer;
    this.topic = topic;
    this.startAt = startAt;
    this.worker = worker;
    this.metrics = metrics;
    this.expired = new ExpiredRecords(consumer, metrics, REQUEST);
  }

  /** Runs until it was asked to stop and has caught up, or Kafka fails for good (throws). */
  void run(Supplier<StopRequest> stopRequest, AtomicBoolean rewind, Report report) {
    consumer.subscribe(List.of(topic), this);
    CatchUp goal = null;
    while (true) {
      step();
      if (!leases.isEmpty() && rewind.getAndSet(false)) {
        rewind(rewind);
      }
      report.state(lag(), isPlaced() ? null : "no partition of " + topic + " assigned yet");
      StopRequest stop = stopRequest.get();
      if (stop != null) {
        goal = goal == null ? CatchUp.begin(consumer, topic, leases.keySet(), REQUEST) : goal;
        if (goal.isDone(leases) || System.nanoTime() > stop.deadlineNanos()) {
          long limit = Math.max(stop.deadlineNanos(), System.nanoTime() + LAST_MOMENT.toNanos());
          giveUp(leases.keySet(), limit);
          return;
        }
      }
    }
  }

  /** Whether it has its share of the partitions, which for a spare member is none. */
  private boolean isPlaced() {
    return !leases.isEmpty() || joined && System.nanoTime() - assignedAt > SPARE_AFTER.toNanos();
  }

  private void step() {
    // What is held goes first, but not before Kafka was asked whether the partitions are still
    // ours.
    boolean full = worker.isFull() || !held.isEmpty();
    if (full) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(full ? POLL_WHILE_FULL : POLL)) {
      held.add(polled);
    }
    handOver();
    worker.tick(System.nanoTime());
    collect();
    if (System.nanoTime() - lastCommit > COMMIT_EVERY_NANOS) {
      commit();
    }
  }

  /** Gives held records to the worker, as many as it can take. */
  private void handOver() {
    while (!worker.isFull()) {
      ConsumerRecord<byte[], byte[]> next = held.poll();
      if (next == null) {
        return;
      }
      PartitionLease lease = leaseOf(next);
      lease.tracker().delivered(next.offset());
      worker.take(lease, next.offset(), next.timestamp(), next.key(), next.value());
    }
  }

  private PartitionLease leaseOf(ConsumerRecord<byte[], byte[]> next) {
    TopicPartition partition = new TopicPartition(next.topic(), next.partition());
    PartitionLease lease = leases.get(partition);
    if (next.offset() > lease.tracker().next()) {
      expired.lookFor(partition, lease.tracker().next(), next.offset());
    }
    if (next.offset() >= lease.tracker().next()) {
      return lease;
    }
    // The log ends earlier than it did: a broker lost its last records and the position was reset.
    log.warn(
        "{} lost offsets up to {}, goes on at {}",
        partition,
        lease.tracker().next(),
        next.offset());
    metrics.truncated();
    return begin(partition, next.offset(), next.offset());
  }

  /** A new lease from this offset on, in place of one that there may be. */
  private PartitionLease begin(TopicPartition partition, long offset, long minuteAgo) {
    PartitionLease begun =
        new PartitionLease(partition.partition(), offset, minuteAgo, completions::add);
    PartitionLease ended = leases.put(partition, begun);
    if (ended != null) {
      worker.released(ended);
    }
    return begun;
  }

  private void rewind(AtomicBoolean again) {
    try {
      Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
      leases.forEach(
          (partition, lease) -> back.put(partition, position(lease.history().minuteAgo(), lease)));
      // The one case in which commits go back: what is read again counts as not done until it is.
      consumer.commitSync(back, REQUEST);
      back.forEach((partition, offset) -> rewind(partition, offset.offset()));
    } catch (KafkaException e) {
      again.set(true);
      throw e;
    }
  }

  private void rewind(TopicPartition partition, long offset) {
    long records = leases.get(partition).tracker().next() - offset;
    log.info("{} is read again, {} records", partition, records);
    metrics.rewound(records);
    held.removeIf(r -> partition.equals(new TopicPartition(r.topic(), r.partition())));
    begin(partition, offset, offset);
    consumer.seek(partition, offset);
  }

  private void collect() {
    for (Completion done = completions.poll(); done != null; done = completions.poll()) {
      if (leases.containsValue(done.lease())) {
        OffsetTracker tracker = done.lease().tracker();
        tracker.finished(done.from(), done.to());
        done.lease().history().note(tracker.committable(), System.nanoTime());
      }
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> news = news(leases.keySet());
    if (news.isEmpty() || commitInFlight) {
      return;
    }
    lastCommit = System.nanoTime();
    commitInFlight = true;
    Map<TopicPartition, PartitionLease> committing = Map.copyOf(leases);
    consumer.commitAsync(
        news,
        (offsets, failure) -> {
          commitInFlight = false;
          if (failure == null) {
            committed(offsets, committing);
          } else {
            // Not lost: the next commit covers it.
            metrics.commitFailed();
            log.warn("commit on {} failed, will be repeated: {}", topic, failure.toString());
          }
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> news(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> news = new HashMap<>();
    for (TopicPartition partition : partitions) {
      PartitionLease lease = leases.get(partition);
      if (lease != null && lease.tracker().hasNews()) {
        news.put(partition, position(lease.tracker().committable(), lease));
      }
    }
    return news;
  }

  /** The next owner finds in the metadata where a rewind would begin. */
  private static OffsetAndMetadata position(long offset, PartitionLease lease) {
    return new OffsetAndMetadata(offset, Long.toString(lease.history().minuteAgo()));
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Map<TopicPartition, PartitionLease> committing) {
    offsets.forEach(
        (partition, offset) -> {
          PartitionLease lease = leases.get(partition);
          if (lease != null && lease == committing.get(partition)) {
            lease.tracker().committed(offset.offset());
          }
        });
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    metrics.rebalanced();
    if (startAt == StartAt.END) {
      consumer.seekToEnd(partitions);
    }
    Map<TopicPartition, OffsetAndMetadata> before =
        startAt == StartAt.END ? Map.of() : consumer.committed(Set.copyOf(partitions), REQUEST);
    for (TopicPartition partition : partitions) {
      long position = consumer.position(partition, REQUEST);
      begin(partition, position, minuteAgo(before.get(partition), position));
    }
    joined = true;
    assignedAt = System.nanoTime();
  }

  private static long minuteAgo(OffsetAndMetadata committed, long position) {
    return committed == null || !committed.metadata().matches("\\d{1,18}")
        ? position
        : Math.min(position, Long.parseLong(committed.metadata()));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    giveUp(partitions, System.nanoTime() + HAND_OVER.toNanos());
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    joined = false;
    // Another member may own them by now: committing would undo its progress.
    drop(partitions);
  }

  /** Finishes what the worker has of these partitions, as far as time allows, and commits that. */
  private void giveUp(Collection<TopicPartition> partitions, long deadline) {
    held.removeIf(r -> partitions.contains(new TopicPartition(r.topic(), r.partition())));
    worker.flush();
    collect();
    while (!isIdle(partitions) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      collect();
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> news = news(partitions);
      if (!news.isEmpty()) {
        consumer.commitSync(news, REQUEST);
      }
    } catch (KafkaException e) {
      metrics.commitFailed();
      log.warn("last commit on {} failed, its records will be read again: {}", topic, e.toString());
    }
    drop(Set.copyOf(partitions));
  }

  private void drop(Collection<TopicPartition> partitions) {
    held.removeIf(r -> partitions.contains(new TopicPartition(r.topic(), r.partition())));
    for (TopicPartition partition : partitions) {
      PartitionLease lease = leases.remove(partition);
      if (lease != null) {
        metrics.abandoned(lease.tracker().outstanding());
        worker.released(lease);
      }
    }
  }

  private boolean isIdle(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(leases::get)
        .allMatch(lease -> lease == null || lease.tracker().isIdle());
  }

  private long lag() {
    long lag = 0;
    for (Map.Entry<TopicPartition, PartitionLease> entry : leases.entrySet()) {
      var behind = consumer.currentLag(entry.getKey());
      if (behind.isEmpty()) {
        return -1;
      }
      lag +=
          behind.getAsLong()
              + consumer.position(entry.getKey())
              - entry.getValue().tracker().committable();
    }
    return isPlaced() ? lag : -1;
  }
}
