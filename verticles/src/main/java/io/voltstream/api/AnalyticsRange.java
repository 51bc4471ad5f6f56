package io.voltstream.api;

import io.voltstream.tsdb.TimeRange;
import io.voltstream.tsdb.TimeRange.Source;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ranges of the analytics page, each up to now. */
enum AnalyticsRange {
  HOUR("-1h", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(2)),
  SIX_HOURS("-6h", Duration.ofHours(6), Duration.ofMinutes(5), Duration.ofSeconds(5)),
  DAY("-24h", Duration.ofHours(24), Duration.ofMinutes(15), Duration.ofSeconds(10)),
  WEEK("-7d", Duration.ofDays(7), Duration.ofHours(2), Duration.ofSeconds(30)),
  MONTH("-30d", Duration.ofDays(30), Duration.ofHours(6), Duration.ofSeconds(60));

  private final String label;
  private final Duration length;
  private final Duration step;
  private final Duration fresh;

  /**
   * @param fresh how long an answer is given again
   */
  AnalyticsRange(String label, Duration length, Duration step, Duration fresh) {
    this.label = label;
    this.length = length;
    this.step = step;
    this.fresh = fresh;
  }

  static Optional<AnalyticsRange> of(String label) {
    return Arrays.stream(values()).filter(range -> range.label.equals(label)).findFirst();
  }

  static String labels() {
    return Arrays.stream(values()).map(range -> range.label).collect(Collectors.joining(", "));
  }

  Duration fresh() {
    return fresh;
  }

  /** Up to this moment, in Unix milliseconds; from the begin of the step that it starts in. */
  TimeRange until(long now) {
    long from = Math.floorDiv(now - length.toMillis(), step.toMillis()) * step.toMillis();
    boolean raw = length.compareTo(TimeRange.LONGEST_RAW) <= 0;
    return new TimeRange(from, now, step.toMillis(), raw ? Source.RAW : Source.ROLLUP);
  }
}
