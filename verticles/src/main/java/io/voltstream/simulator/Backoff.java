package io.voltstream.simulator;

import java.util.SplittableRandom;

/**
 * How long to wait before the next try: twice as long after each failure up to a limit, and by
 * chance somewhat shorter, so that those who failed together do not come back together.
 */
final class Backoff {
  private static final long SHORTEST_MS = 100;
  private static final long LONGEST_MS = 5_000;

  private final SplittableRandom random;
  private long limit = SHORTEST_MS;

  Backoff(SplittableRandom random) {
    this.random = random;
  }

  /** The milliseconds to wait now: from half of the present limit up to the limit. */
  long nextMs() {
    long wait = random.nextLong(limit / 2, limit + 1);
    limit = Math.min(LONGEST_MS, limit * 2);
    return wait;
  }

  /** A try has succeeded. */
  void reset() {
    limit = SHORTEST_MS;
  }
}
