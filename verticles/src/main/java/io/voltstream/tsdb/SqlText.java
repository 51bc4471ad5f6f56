package io.voltstream.tsdb;

import java.time.Instant;

/** Values as literals of QuestDB's SQL, whose HTTP interface binds no parameters. */
final class SqlText {
  private SqlText() {}

  /** Any text, as a literal that holds this text and nothing else. */
  static String quoted(String text) {
    // A quote is the only character with a meaning inside quotes; a backslash has none.
    return "'" + text.replace("'", "''") + "'";
  }

  /** A moment in Unix milliseconds. */
  static String moment(long time) {
    return "'" + Instant.ofEpochMilli(time) + "'";
  }

  /** The condition that a row's time lies between two moments, the end excluded. */
  static String between(long from, long to) {
    return "timestamp >= " + moment(from) + " and timestamp < " + moment(to);
  }

  /** A length of time, as in {@code timestamp_floor}. */
  static String length(long millis) {
    return millis % 1_000 == 0 ? "'" + millis / 1_000 + "s'" : "'" + millis + "T'";
  }
}
