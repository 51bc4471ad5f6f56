package io.voltstream.spine;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Where a partition's finished run ended a minute of progress ago. Time in which nothing was
 * finished does not count. Not thread-safe.
 */
final class OffsetHistory {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ArrayDeque<Point> points = new ArrayDeque<>();

  private record Point(long nanos, long offset) {}

  /**
   * @param offset what was known as a minute ago when the assignment began
   */
  OffsetHistory(long offset, long nowNanos) {
    points.add(new Point(nowNanos, offset));
  }

  /** The finished run ends at {@code offset} now. */
  void note(long offset, long nowNanos) {
    Point last = points.getLast();
    if (offset > last.offset() && nowNanos - last.nanos() >= STEP_NANOS) {
      points.add(new Point(nowNanos, offset));
      trim(nowNanos);
    }
  }

  private void trim(long nowNanos) {
    while (true) {
      Point first = points.removeFirst();
      if (points.isEmpty() || nowNanos - points.getFirst().nanos() < KEPT_NANOS) {
        points.addFirst(first);
        return;
      }
    }
  }

  /** What was finished below this offset was finished at least a minute ago. */
  long minuteAgo() {
    return points.getFirst().offset();
  }
}
