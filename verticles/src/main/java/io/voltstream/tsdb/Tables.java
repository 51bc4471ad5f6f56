package io.voltstream.tsdb;

/** The names of our tables, InfluxDB's measurements. */
final class Tables {
  /** One row per batch, one column per signal of the catalogue. */
  static final String TELEMETRY = "telemetry";

  /** One row per reading of a signal outside the catalogue. */
  static final String OTHER = "telemetry_other";

  private Tables() {}
}
