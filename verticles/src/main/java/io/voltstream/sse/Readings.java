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
   * Whether what a vehicle says now replaces what it said before; of two at the same time the one
   * that came last. What is known to be of a time that is yet to come was said by a clock that was
   * ahead: it must not keep the vehicle on its old values until that time, once the clock is right.
   *
   * @param received when ingest received what the vehicle says now
   */
  static boolean replaces(long known, long time, long received) {
    return time >= known || known > received;
  }

  /**
   * Takes a value unless a newer one is known.
   *
   * @param time Unix milliseconds, as the vehicle says
   * @param received Unix milliseconds at which ingest received it
   * @return whether it was taken
   */
  boolean offer(int signal, double value, long time, long received) {
    if (has(signal) && !replaces(times[signal], time, received)) {
      return false;
    }
    values[signal] = value;
    times[signal] = time;
    present |= 1L << signal;
    return true;
  }

  /** A bit for each signal that is known. */
  long present() {
    return present;
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
