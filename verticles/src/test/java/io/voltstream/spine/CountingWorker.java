package io.voltstream.spine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes records and finishes them when the test says so, each span on its own. */
final class CountingWorker implements RecordWorker {
  /** A record that was taken and not finished. */
  record Taken(PartitionLease lease, long offset) {
    void finish() {
      lease.finished(offset, offset + 1);
    }
  }

  private final int capacity;
  private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Taken> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile boolean finishAtOnce;

  CountingWorker(int capacity, boolean finishAtOnce) {
    this.capacity = capacity;
    this.finishAtOnce = finishAtOnce;
  }

  @Override
  public void take(PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value) {
    times
        .computeIfAbsent(lease.partition() + "/" + offset, id -> new AtomicInteger())
        .incrementAndGet();
    Taken taken = new Taken(lease, offset);
    if (finishAtOnce) {
      taken.finish();
    } else {
      open.add(taken);
    }
  }

  @Override
  public void tick(long nowNanos) {}

  @Override
  public void flush() {
    flushes.incrementAndGet();
  }

  @Override
  public boolean isFull() {
    return open.size() >= capacity;
  }

  /** Finishes what is open, in random order, and everything from now on as it comes. */
  void finishEverything() {
    finishAtOnce = true;
    List<Taken> all = new ArrayList<>(open);
    open.clear();
    Collections.shuffle(all);
    all.forEach(Taken::finish);
  }

  /** Distinct records. */
  int distinct() {
    return times.size();
  }

  /** Records, each as often as it was taken. */
  int taken() {
    return times.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  int open() {
    return open.size();
  }

  int flushes() {
    return flushes.get();
  }
}
