package io.voltstream.tsdb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What there is to read at one moment.
 *
 * @param tables those of ours that exist
 * @param rolledUpTo until when a rollup has every one of its rows, Unix milliseconds, a multiple of
 *     their length; missing when it has none
 */
record QuestDbLayout(Set<String> tables, Map<QuestDbRows, Long> rolledUpTo) {
  /** How long what a vehicle measured may take to be in the rows that a rollup is made of. */
  private static final Map<QuestDbRows, Duration> SETTLED =
      Map.of(QuestDbRows.MINUTES, Duration.ofMinutes(1), QuestDbRows.HOURS, Duration.ofMinutes(5));

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
    Map<QuestDbRows, Long> rolledUpTo = new EnumMap<>(QuestDbRows.class);
    for (QuestDbRows rows : SETTLED.keySet()) {
      if (tables.contains(rows.table())) {
        rolledUpTo(sql, rows, rolledUpTo);
      }
    }
    return new QuestDbLayout(tables, rolledUpTo);
  }

  /**
   * A rollup has what could be queried when its last refresh began. What vehicles measured a while
   * before that was there by then, late rows aside, which come with the next refresh. Its last row
   * may be half of one.
   */
  private static void rolledUpTo(QuestDbSql sql, QuestDbRows rows, Map<QuestDbRows, Long> into) {
    Long last = number(sql, "select cast(max(timestamp) as long) / 1000 from " + rows.table());
    if (last == null) {
      return;
    }
    Long refreshed =
        number(
            sql,
            "select cast(least(last_refresh_start_timestamp, last_refresh_finish_timestamp) as"
                + " long) / 1000 from materialized_views() where view_name = "
                + SqlText.quoted(rows.table()));
    long settled = refreshed == null ? last : refreshed - SETTLED.get(rows).toMillis();
    into.put(rows, Math.min(last, Math.floorDiv(settled, rows.length()) * rows.length()));
  }

  private static Long number(QuestDbSql sql, String question) {
    List<List<Object>> rows = sql.run(question);
    return rows.isEmpty() ? null : (Long) rows.get(0).get(0);
  }

  /** Which rows a range is read from, without gap or overlap: the coarsest that fit its steps. */
  List<Part> parts(TimeRange range) {
    List<Part> parts = new ArrayList<>();
    if (!tables.contains(Tables.TELEMETRY)) {
      return parts;
    }
    long from = range.from();
    if (range.source() == TimeRange.Source.ROLLUP) {
      from = add(parts, QuestDbRows.HOURS, range, from);
      from = add(parts, QuestDbRows.MINUTES, range, from);
    }
    if (from < range.to()) {
      parts.add(new Part(QuestDbRows.RAW, from, range.to()));
    }
    return parts;
  }

  /** Gives where the next part begins. */
  private long add(List<Part> parts, QuestDbRows rows, TimeRange range, long from) {
    long end = Math.floorDiv(range.to(), rows.length()) * rows.length();
    long to = Math.min(rolledUpTo.getOrDefault(rows, 0L), end);
    if (range.step() % rows.length() != 0 || to <= from) {
      return from;
    }
    parts.add(new Part(rows, from, to));
    return to;
  }
}
