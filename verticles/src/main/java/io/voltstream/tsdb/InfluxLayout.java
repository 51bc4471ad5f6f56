package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import java.util.Collection;

/** Where a signal's readings stand in InfluxDB. */
enum InfluxLayout {
  /** A field for each signal, named by its alias. */
  WIDE("_field"),
  /** A tag with the signal's path, and a field {@code value}. */
  NARROW("sensor_id"),
  /** A tag with the signal's name in one of the above, and fields for the figures of a minute. */
  ROLLUP("signal");

  private final String column;

  InfluxLayout(String column) {
    this.column = column;
  }

  static InfluxLayout raw(InfluxSchema schema) {
    return schema == InfluxSchema.NARROW ? NARROW : WIDE;
  }

  /** The column that tells signals apart. */
  String column() {
    return column;
  }

  /** What it says of a signal, in a layout of raw rows. */
  String name(Signal signal) {
    return this == NARROW ? signal.path() : signal.alias();
  }

  /**
   * The condition for readings of these signals.
   *
   * @param names as raw rows name them
   * @param figure which figure of a minute
   */
  String condition(Collection<String> names, String figure) {
    String rows =
        "r._measurement == \"%s\" and %s"
            .formatted(
                this == ROLLUP ? Tables.ROLLUP : Tables.TELEMETRY,
                FluxQuery.isOneOf(column, names));
    return switch (this) {
      case WIDE -> rows;
      case NARROW -> rows + " and r._field == \"value\"";
      case ROLLUP -> rows + " and r._field == \"" + figure + "\"";
    };
  }
}
