package io.voltstream.tsdb;

import io.voltstream.contract.Signal;

/** The same figures from raw rows and from rows of the rollup. */
enum QuestDbRows {
  RAW(Tables.TELEMETRY),
  ROLLUP(Tables.ROLLUP);

  private final String table;

  QuestDbRows(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }

  /** How many batches. */
  String events() {
    return this == RAW ? "count()" : "sum(batches)";
  }

  /** Count, sum, least and greatest of a signal. */
  String aggregate(Signal signal) {
    String name = signal.alias();
    return this == RAW
        ? "count(\"%1$s\"), sum(\"%1$s\"), min(\"%1$s\"), max(\"%1$s\")".formatted(name)
        : ("sum(\"%1$s_count\"), sum(\"%1$s_sum\"), min(\"%1$s_min\")," + " max(\"%1$s_max\")")
            .formatted(name);
  }

  /** The column that has the least of a signal. */
  String least(Signal signal) {
    return '"' + signal.alias() + (this == RAW ? "\"" : "_min\"");
  }
}
