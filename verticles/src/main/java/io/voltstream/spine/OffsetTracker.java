package io.voltstream.spine;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a partition may be committed: the end of the unbroken run of finished offsets. Spans
 * finish in any order; those behind a gap wait. Not thread-safe.
 */
final class OffsetTracker {
  private final TreeMap<Long, Long> waiting = new TreeMap<>();
  private final TreeMap<Long, Long> skipped = new TreeMap<>();
  private long delivered;
  private long committable;
  private long committed;

  /** Begins at the offset of the first record that will be delivered. */
  OffsetTracker(long position) {
    delivered = position;
    committable = position;
    committed = position;
  }

  /** A record was handed to the worker. Offsets that the log skips before it need no completion. */
  void delivered(long offset) {
    if (offset < delivered) {
      throw new IllegalStateException("offset " + offset + " after " + (delivered - 1));
    }
    if (offset > delivered) {
      skipped.put(delivered, offset);
      advance();
    }
    delivered = offset + 1;
  }

  /** The span from {@code from} to {@code to}, exclusive, is done. */
  void finished(long from, long to) {
    if (from >= to || from < committable || to > delivered) {
      throw new IllegalStateException(
          "span [" + from + ", " + to + ") outside [" + committable + ", " + delivered + ")");
    }
    Map.Entry<Long, Long> before = waiting.floorEntry(from);
    Map.Entry<Long, Long> after = waiting.ceilingEntry(from);
    if (before != null && before.getValue() > from || after != null && after.getKey() < to) {
      throw new IllegalStateException("span [" + from + ", " + to + ") finished twice");
    }
    waiting.put(from, to);
    advance();
  }

  private void advance() {
    while (true) {
      if (!waiting.isEmpty() && waiting.firstKey() == committable) {
        committable = waiting.pollFirstEntry().getValue();
      } else if (skipped.containsKey(committable)) {
        committable = skipped.get(committable);
      } else {
        break;
      }
    }
    skipped.headMap(committable).clear();
  }

  /** The offset to commit: everything below it is finished. Never goes back. */
  long committable() {
    return committable;
  }

  /** Whether there is something to commit that was not committed yet. */
  boolean hasNews() {
    return committable > committed;
  }

  void committed(long offset) {
    committed = Math.max(committed, offset);
  }

  /** One more than the last offset that was delivered. */
  long next() {
    return delivered;
  }

  /** Whether everything that was delivered is finished. */
  boolean isIdle() {
    return committable == delivered;
  }

  /** Records that were delivered and are not part of the finished run. */
  long outstanding() {
    return delivered - committable;
  }
}
