package io.voltstream.spine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A lease that writes down what was reported for it. */
public final class LeaseForTests {
  private final List<String> spans = new CopyOnWriteArrayList<>();
  private final PartitionLease lease;

  public LeaseForTests(int partition) {
    lease = new PartitionLease(partition, 0, 0, done -> spans.add(done.from() + "-" + done.to()));
  }

  public PartitionLease lease() {
    return lease;
  }

  /** Finished spans as "from-to", in the order of their reports. */
  public List<String> spans() {
    return spans;
  }

  /** How many offsets are finished. */
  public long finished() {
    return spans.stream()
        .map(span -> span.split("-"))
        .mapToLong(ends -> Long.parseLong(ends[1]) - Long.parseLong(ends[0]))
        .sum();
  }
}
