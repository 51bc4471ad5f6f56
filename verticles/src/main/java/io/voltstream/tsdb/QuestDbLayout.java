package io.voltstream.tsdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to read at one moment.
 *
 * @param tables those of ours that exist
 * @param rolledUpTo until when the rollup has every minute, Unix milliseconds, a whole minute; 0
 *     when it has none
 */
record QuestDbLayout(Set<String> tables, long rolledUpTo) {
  /**
   * A span of one kind of rows.
   *
   * @param from in Unix milliseconds
   * @param to exclusive
   */
  record Part(QuestDbRows rows, long from, long to) {
    String condition() {
      return SqlText.between(from, to);
    }
  }

  /**
   * Asks the database.
   *
   * @throws TsdbException when it does not answer
   */
  static QuestDbLayout of(QuestDbSql sql) {
    // Not tables(): that hides whatever is called telemetry, as QuestDB's own tables are.
    Set<String> tables =
        sql.run("select name from wal_tables()").stream()
            .map(row -> (String) row.get(0))
            .collect(Collectors.toSet());
    return new QuestDbLayout(tables, tables.contains(Tables.ROLLUP) ? rolledUpTo(sql) : 0);
  }

  /**
   * The rollup has what could be queried when its last refresh began. What vehicles measured a
   * minute before that was stored by then, late rows aside, which come with the next refresh. The
   * last minute that it has may be half of one.
   */
  private static long rolledUpTo(QuestDbSql sql) {
    Long last = number(sql, "select cast(max(timestamp) as long) / 1000 from " + Tables.ROLLUP);
    if (last == null) {
      return 0;
    }
    Long refreshed =
        number(
            sql,
            "select cast(least(last_refresh_start_timestamp, last_refresh_finish_timestamp) as"
                + " long) / 1000 from materialized_views() where view_name = "
                + SqlText.quoted(Tables.ROLLUP));
    return refreshed == null
        ? last
        : Math.min(
            last, Math.floorDiv(refreshed, TimeRange.MINUTE) * TimeRange.MINUTE - TimeRange.MINUTE);
  }

  private static Long number(QuestDbSql sql, String question) {
    List<List<Object>> rows = sql.run(question);
    return rows.isEmpty() ? null : (Long) rows.get(0).get(0);
  }

  /** Which rows a range is read from, without gap or overlap. */
  List<Part> parts(TimeRange range) {
    List<Part> parts = new ArrayList<>();
    if (!tables.contains(Tables.TELEMETRY)) {
      return parts;
    }
    long border =
        range.source() == TimeRange.Source.RAW
            ? range.from()
            : Math.min(Math.max(rolledUpTo, range.from()), range.to());
    if (border > range.from()) {
      parts.add(new Part(QuestDbRows.ROLLUP, range.from(), border));
    }
    if (border < range.to()) {
      parts.add(new Part(QuestDbRows.RAW, border, range.to()));
    }
    return parts;
  }
}
