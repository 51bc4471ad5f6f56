package io.voltstream.tsdb;

import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.List;

/**
 * What the database remembers of the fleet. Thread-safe; its methods block, no longer than the
 * deadline for each question to the database, end early when the thread is interrupted, and throw
 * {@link TsdbException} when the database does not answer. A database without rows has empty
 * answers.
 */
public sealed interface FleetHistory extends AutoCloseable permits QuestDbHistory, InfluxHistory {
  /**
   * Connects to nothing yet.
   *
   * @param deadline for one question to the database
   */
  static FleetHistory open(TsdbConfig config, SignalCatalogue catalogue, Duration deadline) {
    return switch (config.kind()) {
      case QUESTDB -> new QuestDbHistory(config, catalogue, deadline);
      case INFLUXDB -> new InfluxHistory(config, catalogue, deadline);
    };
  }

  /** The fleet over time, one for each step of the range. */
  List<FleetMoment> trend(TimeRange range);

  /** How many vehicles sent something. */
  long vehicles(TimeRange range);

  /** Raised episodes by level, rule and hour, in no particular order. */
  List<AlertCount> alerts(TimeRange range);

  /** Lowest pressure of each vehicle and wheel, lowest first. */
  List<LowPressure> lowestPressures(TimeRange range, int limit);

  /**
   * One vehicle over time: the signals that it sent, in the order of the catalogue.
   *
   * @param vin any text
   */
  List<SignalSeries> vehicle(String vin, TimeRange range);

  @Override
  void close();
}
