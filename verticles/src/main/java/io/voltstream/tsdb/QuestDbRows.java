package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same figures from raw rows and from rows of the rollups, the finest first. */
enum QuestDbRows {
  RAW(Tables.TELEMETRY, Duration.ofMillis(1), ""),
  MINUTES(Tables.ROLLUP, Duration.ofMinutes(1), "1m"),
  /** Made of minutes: a month of those is forty million rows for a thousand vehicles. */
  HOURS(Tables.HOURLY, Duration.ofHours(1), "1h");

  private static final List<String> FIGURES = List.of("count", "sum", "min", "max");

  private final String table;
  private final Duration length;
  private final String unit;

  QuestDbRows(String table, Duration length, String unit) {
    this.table = table;
    this.length = length;
    this.unit = unit;
  }

  String table() {
    return table;
  }

  /** How much time a row stands for, in milliseconds. */
  long length() {
    return length.toMillis();
  }

  /** The same in SQL. */
  String unit() {
    return unit;
  }

  /** Those that these are made of. */
  QuestDbRows base() {
    return values()[ordinal() - 1];
  }

  /**
   * Those of some signals of which there are figures. A rollup has none of those that came into the
   * catalogue after it was made: QuestDB cannot add a column to it.
   *
   * @param columns that the table has
   */
  List<Signal> known(List<Signal> signals, Set<String> columns) {
    return signals.stream()
        .filter(signal -> columns.contains(signal.alias() + (this == RAW ? "" : "_count")))
        .toList();
  }

  /** How many batches. */
  String events() {
    return this == RAW ? "count()" : "sum(batches)";
  }

  /** Count, sum, least and greatest of a signal. */
  String aggregate(Signal signal) {
    return String.join(", ", figures(signal));
  }

  /** The same, under the names that the columns of a rollup have. */
  String columns(Signal signal) {
    List<String> figures = figures(signal);
    return IntStream.range(0, FIGURES.size())
        .mapToObj(i -> "%s \"%s_%s\"".formatted(figures.get(i), signal.alias(), FIGURES.get(i)))
        .collect(Collectors.joining(", "));
  }

  private List<String> figures(Signal signal) {
    return FIGURES.stream()
        .map(
            figure ->
                this == RAW
                    ? "%s(\"%s\")".formatted(figure, signal.alias())
                    : "%s(\"%s_%s\")"
                        .formatted(figure.equals("count") ? "sum" : figure, signal.alias(), figure))
        .toList();
  }

  /** The column that has the least of a signal. */
  String least(Signal signal) {
    return '"' + signal.alias() + (this == RAW ? "\"" : "_min\"");
  }
}
