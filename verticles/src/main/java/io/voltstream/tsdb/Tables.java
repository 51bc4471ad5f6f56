package io.voltstream.tsdb;

/** The names of our tables, InfluxDB's measurements. */
final class Tables {
  /** One row per batch, one column per signal of the catalogue. */
  static final String TELEMETRY = "telemetry";

  /** One row per reading of a signal outside the catalogue. */
  static final String OTHER = "telemetry_other";

  /** One row per alert record: an episode has one when it is raised and one when it is resolved. */
  static final String ALERTS = "alerts";

  /** One row per vehicle and minute of TELEMETRY. */
  static final String ROLLUP = "telemetry_1m";

  /** One row per vehicle and hour of ROLLUP. */
  static final String HOURLY = "telemetry_1h";

  private Tables() {}
}
