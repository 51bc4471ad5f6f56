package io.voltstream.alert;

import io.voltstream.spine.PartitionLease;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A partition for as long as one lease of it lasts: its vehicles, which of its records are done and
 * what is on its way to Kafka.
 */
final class JudgedPartition {
  private final PartitionLease lease;
  private final VehicleStates vehicles;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Throwable failure;
  private volatile boolean ended;
  private long doneFrom;
  private long doneTo;
  private int open;

  /**
   * @param vehicles as the state topic has them
   */
  JudgedPartition(PartitionLease lease, VehicleStates vehicles) {
    this.lease = lease;
    this.vehicles = vehicles;
    this.open = vehicles.openCount();
  }

  PartitionLease lease() {
    return lease;
  }

  VehicleStates vehicles() {
    return vehicles;
  }

  /** Alerts that are open. */
  int open() {
    return open;
  }

  /** So many more, or fewer, are open. */
  void opened(int change) {
    open += change;
  }

  /** Nothing of this record is on its way to Kafka: it is reported with its neighbours, soon. */
  void done(long offset) {
    if (offset != doneTo) {
      reportDone();
      doneFrom = offset;
    }
    doneTo = offset + 1;
  }

  /** Reports the records that are done as finished. */
  void reportDone() {
    if (doneFrom < doneTo) {
      lease.finished(doneFrom, doneTo);
      doneFrom = doneTo;
    }
  }

  /** Something is on its way; {@link #arrived} or {@link #fail} says what became of it. */
  void sent() {
    underWay.incrementAndGet();
  }

  /** Any thread. */
  void arrived() {
    underWay.decrementAndGet();
  }

  /**
   * What was sent is not on Kafka, or nobody knows: the partition must be begun anew. Any thread.
   */
  void fail(Throwable why) {
    failure = why;
    underWay.decrementAndGet();
  }

  boolean isQuiet() {
    return underWay.get() == 0;
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** The lease is over. */
  void end() {
    ended = true;
  }

  /**
   * Whether more may be written: not after a failure, and not into the next owner's work. Any
   * thread.
   */
  boolean isSound() {
    return !ended && failure == null;
  }
}
