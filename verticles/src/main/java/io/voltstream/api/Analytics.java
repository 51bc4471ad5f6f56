package io.voltstream.api;

import io.voltstream.tsdb.AlertCount;
import io.voltstream.tsdb.FleetHistory;
import io.voltstream.tsdb.FleetMoment;
import io.voltstream.tsdb.LowPressure;
import io.voltstream.tsdb.TimeRange;
import java.util.List;
import java.util.Optional;

/**
 * The figures of the analytics page; those that were not asked for are empty.
 *
 * @param trend one for each step of the range
 * @param vehicles how many sent something
 * @param alerts raised episodes by level, rule and hour
 * @param pressures the lowest, lowest first
 * @param at when they were read, Unix milliseconds
 */
record Analytics(
    TimeRange range,
    Optional<List<FleetMoment>> trend,
    Optional<Long> vehicles,
    Optional<List<AlertCount>> alerts,
    Optional<List<LowPressure>> pressures,
    long at) {
  private static final int PRESSURES = 20;

  /** Reads what a type wants; blocks. */
  static Analytics read(FleetHistory history, AnalyticsType type, TimeRange range, long now) {
    boolean summary = type.includes(AnalyticsType.SUMMARY);
    boolean alerts =
        type.includes(AnalyticsType.ALERTS) || type.includes(AnalyticsType.DISTRIBUTION);
    return new Analytics(
        range,
        summary || type.includes(AnalyticsType.SPEED)
            ? Optional.of(history.trend(range))
            : Optional.empty(),
        summary ? Optional.of(history.vehicles(range)) : Optional.empty(),
        summary || alerts ? Optional.of(history.alerts(range)) : Optional.empty(),
        type.includes(AnalyticsType.TIRE_PRESSURE)
            ? Optional.of(history.lowestPressures(range, PRESSURES))
            : Optional.empty(),
        now);
  }

  /** The whole range as one step. */
  FleetMoment total() {
    return trend.orElseThrow().stream().reduce(FleetMoment.SILENT, FleetMoment::plus);
  }

  /** Episodes of all kinds. */
  long raised() {
    return alerts.orElseThrow().stream().mapToLong(AlertCount::count).sum();
  }
}
