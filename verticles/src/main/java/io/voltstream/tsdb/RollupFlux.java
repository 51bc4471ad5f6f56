package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.util.List;

/**
 * What InfluxDB's tasks do. Names stand in it as they are: organisation and bucket hold nothing
 * that could end a string, see {@link TsdbConfig}.
 *
 * <p>Source: docs.influxdata.com/flux/v0/stdlib/universe/aggregatewindow and .../to.
 */
final class RollupFlux {
  private final TsdbConfig config;
  private final InfluxLayout layout;
  private final List<String> signals;

  RollupFlux(TsdbConfig config, SignalCatalogue catalogue) {
    this.config = config;
    this.layout = InfluxLayout.raw(config.schema());
    this.signals = catalogue.signals().stream().map((Signal s) -> layout.name(s)).toList();
  }

  String text(String start, String stop) {
    StringBuilder text = new StringBuilder();
    text.append("rows = from(bucket: \"%s\")\n".formatted(config.bucket()))
        .append("  |> range(start: %s, stop: %s)\n\n".formatted(start, stop))
        .append("readings = rows\n  |> filter(fn: (r) => ")
        .append(layout.condition(signals, ""))
        .append(")\n\n");
    for (String figure : InfluxRollup.FIGURES) {
      minutes(text, "readings", figure, "r." + layout.column());
    }
    text.append("batches = rows\n").append(batches()).append('\n');
    minutes(text, "batches", "count", '"' + InfluxRollup.BATCHES + '"');
    text.append("rows\n  |> filter(fn: (r) => r._measurement == \"%s\")\n".formatted(Tables.ALERTS))
        .append("  |> to(bucket: \"%s\", org: \"%s\")\n".formatted(bucket(), config.org()))
        .append("  |> yield(name: \"alerts\")\n");
    return text.toString();
  }

  private String bucket() {
    return InfluxRollup.bucket(config);
  }

  /** Windows of a minute, whose begin is their time, as rows of the rollup. */
  private void minutes(StringBuilder text, String rows, String figure, String signal) {
    text.append(rows)
        .append("\n  |> aggregateWindow(every: 1m, fn: ")
        .append(figure)
        .append(", timeSrc: \"_start\", createEmpty: false)\n")
        .append(
            "  |> map(fn: (r) => ({_time: r._time, _measurement: \"%s\", vin: r.vin,"
                .formatted(Tables.ROLLUP))
        .append(" signal: %s, _field: \"%s\", _value: r._value}))\n".formatted(signal, figure))
        .append("  |> to(bucket: \"%s\", org: \"%s\",".formatted(bucket(), config.org()))
        .append(" tagColumns: [\"vin\", \"signal\"])\n")
        // Results need names of their own.
        .append("  |> yield(name: \"%s %s\")\n\n".formatted(rows, figure));
  }

  /** A row for each batch. */
  private String batches() {
    return batches(layout);
  }

  /**
   * Wide rows have one sequence each; of narrow ones, those of one batch share vehicle and time.
   */
  static String batches(InfluxLayout layout) {
    String ofTelemetry = "r._measurement == \"" + Tables.TELEMETRY + "\"";
    return layout == InfluxLayout.WIDE
        ? "  |> filter(fn: (r) => %s and r._field == \"sequence\")\n".formatted(ofTelemetry)
        : "  |> filter(fn: (r) => %s and r._field == \"value\")\n".formatted(ofTelemetry)
            + "  |> group(columns: [\"vin\", \"_start\", \"_stop\"])\n"
            + "  |> unique(column: \"_time\")\n";
  }
}
