package io.voltstream.sse;

/**
 * When clients may be told again: five times a second in the long run. One frame may come a little
 * early, else a source that keeps that pace itself would be delayed by its own unevenness.
 */
final class FramePace {
  private static final long EVERY_MS = 200;
  private static final long EARLY_MS = 100;

  private long due;

  /**
   * @param now a clock that never steps, in milliseconds; where it begins does not matter
   */
  FramePace(long now) {
    this.due = now;
  }

  /** How long to wait before the next frame; 0 or less: go. */
  long waitFrom(long now) {
    return due - EARLY_MS - now;
  }

  /** A frame goes out now. */
  void goes(long now) {
    due = Math.max(due, now) + EVERY_MS;
  }
}
