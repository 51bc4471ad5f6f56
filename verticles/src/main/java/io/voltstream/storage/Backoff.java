package io.voltstream.storage;

import java.time.Duration;

/**
 * How long to wait before trying again: doubling, capped, and spread so that nodes do not march in
 * step.
 */
final class Backoff {
  private static final long FIRST_MS = 100;
  private static final long LONGEST_MS = 5_000;

  private Backoff() {}

  /**
   * @param attempt how often it was tried since it last went well, from 1
   * @param spread a random number from 0 to 1
   * @param asked what the other side asked for: never less than this
   */
  static Duration delay(int attempt, double spread, Duration asked) {
    long ceiling = Math.min(LONGEST_MS, FIRST_MS << Math.min(attempt - 1, 10));
    Duration own = Duration.ofMillis((long) (ceiling * (0.5 + spread / 2)));
    return own.compareTo(asked) > 0 ? own : asked;
  }
}
