package io.voltstream.spine;

import java.util.function.Consumer;

/**
 * One partition for as long as one assignment of it lasts. A completion carries the lease it
 * belongs to: after a rebalance the old lease has ended and what is reported for it has no effect.
 */
public final class PartitionLease {
  private final int partition;
  private final Consumer<Completion> completions;
  private final OffsetTracker tracker;
  private final OffsetHistory history;

  /** A span of offsets whose work is done, on its way back to the consumer's thread. */
  record Completion(PartitionLease lease, long from, long to) {}

  /**
   * @param position offset of the first record that will be delivered
   * @param minuteAgo where it would begin after a rewind
   */
  PartitionLease(int partition, long position, long minuteAgo, Consumer<Completion> completions) {
    this.partition = partition;
    this.completions = completions;
    this.tracker = new OffsetTracker(position);
    this.history = new OffsetHistory(minuteAgo, System.nanoTime());
  }

  public int partition() {
    return partition;
  }

  /**
   * Says that all work for the records from offset {@code from} to offset {@code to}, exclusive, is
   * done and durable. Spans of one lease do not overlap. Thread-safe.
   */
  public void finished(long from, long to) {
    completions.accept(new Completion(this, from, to));
  }

  /** Consumer thread only. */
  OffsetHistory history() {
    return history;
  }

  /** Consumer thread only. */
  OffsetTracker tracker() {
    return tracker;
  }
}
