package io.voltstream.tsdb;

import io.voltstream.tsdb.QuestDbLayout.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The fleet over time from one kind of rows. One aggregate without a key for each step, joined by
 * "union all", takes a tenth of the time of one that is grouped by the step: QuestDB adds whole
 * columns at a time as long as it need not look at every row's key.
 */
final class QuestDbTrend {
  /** Steps of one statement: it is part of a URL, and QuestDB's limit for that is 64 KiB. */
  private static final int STEPS_PER_STATEMENT = 64;

  private final QuestDbSql sql;
  private final Part part;
  private final String select;

  QuestDbTrend(QuestDbSql sql, FleetSignals fleet, Part part) {
    this.sql = sql;
    this.part = part;
    QuestDbRows rows = part.rows();
    this.select =
        "select %s, %s, %s from %s where "
            .formatted(
                rows.events(),
                rows.aggregate(fleet.speed()),
                rows.aggregate(fleet.temperature()),
                rows.table());
  }

  /**
   * @param moments one for each step of the range
   */
  void addTo(FleetMoment[] moments, TimeRange range) {
    int first = range.index(part.from());
    int last = range.index(part.to() - 1);
    for (int from = first; from <= last; from += STEPS_PER_STATEMENT) {
      int to = Math.min(from + STEPS_PER_STATEMENT - 1, last);
      List<List<Object>> rows = sql.run(statement(from, to, range));
      for (int step = from; step <= to; step++) {
        moments[step] = moments[step].plus(moment(rows.get(step - from)));
      }
    }
  }

  private String statement(int first, int last, TimeRange range) {
    List<String> steps = new ArrayList<>();
    for (int step = first; step <= last; step++) {
      long from = Math.max(range.begin(step), part.from());
      steps.add(select + SqlText.between(from, Math.min(range.end(step), part.to())));
    }
    return String.join(" union all ", steps);
  }

  private static FleetMoment moment(List<Object> row) {
    return new FleetMoment(
        QuestDbSql.count(row.get(0)), QuestDbSql.aggregate(row, 1), QuestDbSql.aggregate(row, 5));
  }
}
