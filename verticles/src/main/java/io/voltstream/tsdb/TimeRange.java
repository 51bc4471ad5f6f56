package io.voltstream.tsdb;

import java.time.Duration;

/**
 * A span of time in steps of equal length, all in Unix milliseconds.
 *
 * @param from its begin, a multiple of {@code step}
 * @param to its end, exclusive
 * @param step how long a step is; the last one may be cut short by {@code to}
 * @param source what it is read from
 */
public record TimeRange(long from, long to, long step, Source source) {
  /** What a range is read from. */
  public enum Source {
    /** The rows as the vehicles sent them. */
    RAW,
    /** Rows per vehicle and minute or hour, and raw rows where there are none yet. */
    ROLLUP
  }

  /** The longest that is read from raw rows. */
  public static final Duration LONGEST_RAW = Duration.ofHours(1);

  /** How long a row of the rollup is, and the shortest step over it. */
  static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Steps that a clock's face knows: on a chart, the marks fall on whole minutes and hours. */
  private static final long[] STEPS = {
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    60 * MINUTE,
    120 * MINUTE,
    180 * MINUTE,
    360 * MINUTE,
    720 * MINUTE
  };

  /**
   * @throws IllegalArgumentException when the parts do not fit
   */
  public TimeRange {
    boolean fits = from >= 0 && from < to && step > 0 && from % step == 0;
    if (!fits || source == Source.ROLLUP && step % MINUTE != 0) {
      throw new IllegalArgumentException(
          "not a range: from " + from + " to " + to + " in steps of " + step + " ms, " + source);
    }
  }

  /**
   * At least the asked time, widened to whole steps, in at most so many of them.
   *
   * @throws IllegalArgumentException when it is empty, before 1970, or {@code steps} is below 2
   */
  public static TimeRange of(long from, long to, int steps) {
    if (from < 0 || from >= to || steps < 2) {
      throw new IllegalArgumentException(
          "not a range: from " + from + " to " + to + " in " + steps + " steps");
    }
    Source source = to - from <= LONGEST_RAW.toMillis() ? Source.RAW : Source.ROLLUP;
    long shortest = source == Source.RAW ? STEPS[0] : MINUTE;
    for (long step : STEPS) {
      if (step >= shortest && whole(from, to, step, source).steps() <= steps) {
        return whole(from, to, step, source);
      }
    }
    long days = DAY;
    while (whole(from, to, days, source).steps() > steps) {
      days += DAY;
    }
    return whole(from, to, days, source);
  }

  private static TimeRange whole(long from, long to, long step, Source source) {
    return new TimeRange(
        Math.floorDiv(from, step) * step, -Math.floorDiv(-to, step) * step, step, source);
  }

  /** How many steps, one that is cut short included. */
  public int steps() {
    return Math.toIntExact(-Math.floorDiv(from - to, step));
  }

  /** When a step begins. */
  public long begin(int index) {
    return from + index * step;
  }

  /** When it ends, exclusive. */
  long end(int index) {
    return Math.min(begin(index) + step, to);
  }

  /** Which step a moment of the range lies in. */
  int index(long time) {
    return Math.toIntExact((time - from) / step);
  }
}
