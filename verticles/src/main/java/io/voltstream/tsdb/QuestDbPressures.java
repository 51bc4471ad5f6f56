package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.tsdb.QuestDbLayout.Part;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lowest tyre pressures from one kind of rows. Two questions: the lowest of all wheels, and
 * when those were measured; to carry the time along with every row costs five times as much.
 */
final class QuestDbPressures {
  private final QuestDbSql sql;
  private final List<Signal> wheels;
  private final Part part;
  private final List<String> columns;

  QuestDbPressures(QuestDbSql sql, List<Signal> wheels, Part part) {
    this.sql = sql;
    this.wheels = wheels;
    this.part = part;
    this.columns = wheels.stream().map(part.rows()::least).toList();
  }

  List<LowPressure> lowest(int limit) {
    List<LowPressure> lowest = pressures(limit);
    if (lowest.isEmpty()) {
      return lowest;
    }
    LowestPressures timed = new LowestPressures();
    double highest = lowest.get(lowest.size() - 1).pressure();
    for (List<Object> row : sql.run(times(highest))) {
      String vin = (String) row.get(0);
      for (int i = 0; i < wheels.size(); i++) {
        Object pressure = row.get(1 + 2 * i);
        if (pressure != null) {
          timed.add(
              new LowPressure(
                  vin,
                  wheels.get(i),
                  ((Number) pressure).doubleValue(),
                  (Long) row.get(2 + 2 * i)));
        }
      }
    }
    return timed.first(limit);
  }

  private List<LowPressure> pressures(int limit) {
    String question =
        "select vin, %s from %s where %s"
            .formatted(joined("min(%s)", ", "), part.rows().table(), part.condition());
    LowestPressures lowest = new LowestPressures();
    for (List<Object> row : sql.run(question)) {
      for (int i = 0; i < wheels.size(); i++) {
        if (row.get(1 + i) != null) {
          double pressure = ((Number) row.get(1 + i)).doubleValue();
          lowest.add(new LowPressure((String) row.get(0), wheels.get(i), pressure, 0));
        }
      }
    }
    return lowest.first(limit);
  }

  /** Of rows in which a wheel is as low as that; they are few. */
  private String times(double highest) {
    return "select vin, %s from %s where %s and (%s)"
        .formatted(
            joined("min(%1$s), cast(arg_min(timestamp, %1$s) as long) / 1000", ", "),
            part.rows().table(),
            part.condition(),
            joined("%s <= " + highest, " or "));
  }

  private String joined(String each, String separator) {
    return columns.stream()
        .map(column -> each.formatted(column))
        .collect(Collectors.joining(separator));
  }
}
