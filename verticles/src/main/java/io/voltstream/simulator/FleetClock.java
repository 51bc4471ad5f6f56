package io.voltstream.simulator;

/**
 * The fleet's time: begins when the fleet drives off, never goes back, and is tied to the wall
 * clock at that one instant.
 */
final class FleetClock {
  private boolean running;
  private long startNanos;
  private long startMs;

  void start() {
    startNanos = System.nanoTime();
    startMs = System.currentTimeMillis();
    running = true;
  }

  boolean isRunning() {
    return running;
  }

  /** Nanoseconds since the fleet's start. */
  long nanos() {
    return System.nanoTime() - startNanos;
  }

  /** The fleet's start in Unix milliseconds. */
  long startMs() {
    return startMs;
  }
}
