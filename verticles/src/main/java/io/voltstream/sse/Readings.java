package io.voltstream.sse;

/** The newest value of each signal of one vehicle, by the vehicle's own time. */
final class Readings {
  private final double[] values;
  private final long[] times;
  private long present;

  /**
   * @param signals size of the catalogue
   */
  Readings(int signals) {
    values = new double[signals];
    times = new long[signals];
  }

  /**
   * Takes a value unless a newer one is known; of two at the same time the one that came last.
   *
   * @param time Unix milliseconds, as the vehicle says
   * @return whether it was taken
   */
  boolean offer(int signal, double value, long time) {
    if (has(signal) && time < times[signal]) {
      return false;
    }
    values[signal] = value;
    times[signal] = time;
    present |= 1L << signal;
    return true;
  }

  boolean has(int signal) {
    return (present & 1L << signal) != 0;
  }

  /** Only when {@link #has}. */
  double value(int signal) {
    return values[signal];
  }

  /** When the value was measured; only when {@link #has}. */
  long time(int signal) {
    return times[signal];
  }
}
