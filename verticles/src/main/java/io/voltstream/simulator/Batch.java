package io.voltstream.simulator;

/** What one vehicle measured at one tick, kept until it is acknowledged. */
final class Batch {
  private final long sequence;
  private final long timestamp;
  private final long dueNanos;
  private final int[] steps;
  private int writes;

  /**
   * @param sequence the vehicle's number of the batch, from 1
   * @param timestamp the scheduled tick in Unix milliseconds
   * @param dueNanos the same instant, in nanoseconds since the fleet's start
   * @param steps the readings, in the order of {@link Sensor}
   */
  Batch(long sequence, long timestamp, long dueNanos, int[] steps) {
    this.sequence = sequence;
    this.timestamp = timestamp;
    this.dueNanos = dueNanos;
    this.steps = steps;
  }

  long sequence() {
    return sequence;
  }

  long timestamp() {
    return timestamp;
  }

  long dueNanos() {
    return dueNanos;
  }

  int points() {
    return steps.length;
  }

  double value(int point) {
    return Sensor.at(point).value(steps[point]);
  }

  /** Notes that it is being written; false when it was written before. */
  boolean isFirstWrite() {
    return ++writes == 1;
  }
}
