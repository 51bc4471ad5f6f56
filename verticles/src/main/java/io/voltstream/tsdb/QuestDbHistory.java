package io.voltstream.tsdb;

import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.QuestDbLayout.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads QuestDB by SQL. Ids and times go into a statement by {@link SqlText} alone. */
final class QuestDbHistory implements FleetHistory {
  private final SignalCatalogue catalogue;
  private final FleetSignals fleet;
  private final QuestDbSql sql;

  QuestDbHistory(TsdbConfig config, SignalCatalogue catalogue, Duration deadline) {
    this.catalogue = catalogue;
    this.fleet = FleetSignals.of(catalogue);
    this.sql = new QuestDbSql(config.url(), deadline);
  }

  @Override
  public List<FleetMoment> trend(TimeRange range) {
    FleetMoment[] moments = new FleetMoment[range.steps()];
    Arrays.fill(moments, FleetMoment.SILENT);
    for (Part part : QuestDbLayout.of(sql).parts(range)) {
      new QuestDbTrend(sql, fleet, part).addTo(moments, range);
    }
    return List.of(moments);
  }

  @Override
  public long vehicles(TimeRange range) {
    List<Part> parts = QuestDbLayout.of(sql).parts(range);
    if (parts.isEmpty()) {
      return 0;
    }
    // Grouped and counted, not "distinct": only that is done on all cores.
    String vins =
        parts.stream()
            .map(
                part ->
                    "select vin from (select vin, count() from %s where %s)"
                        .formatted(part.rows().table(), part.condition()))
            .collect(Collectors.joining(" union "));
    return (Long) sql.run("select count() from (" + vins + ")").get(0).get(0);
  }

  @Override
  public List<AlertCount> alerts(TimeRange range) {
    if (!QuestDbLayout.of(sql).tables().contains(Tables.ALERTS)) {
      return List.of();
    }
    String question =
        "select \"level\", \"rule\", cast(timestamp_floor('1h', timestamp) as long) / 1000 h,"
            + " count_distinct(id) from "
            + Tables.ALERTS
            + " where \"type\" <> 'RESOLVED' and "
            + SqlText.between(range.from(), range.to());
    return sql.run(question).stream()
        .map(
            row ->
                new AlertCount(
                    Level.valueOf((String) row.get(0)),
                    (String) row.get(1),
                    (Long) row.get(2),
                    (Long) row.get(3)))
        .toList();
  }

  @Override
  public List<LowPressure> lowestPressures(TimeRange range, int limit) {
    LowestPressures all = new LowestPressures();
    for (Part part : QuestDbLayout.of(sql).parts(range)) {
      List<Signal> wheels = known(part, fleet.tyrePressures());
      if (!wheels.isEmpty()) {
        all.addAll(new QuestDbPressures(sql, wheels, part).lowest(limit));
      }
    }
    return all.first(limit);
  }

  @Override
  public List<SignalSeries> vehicle(String vin, TimeRange range) {
    List<Signal> signals = catalogue.signals();
    Aggregate[][] series = new Aggregate[signals.size()][range.steps()];
    for (Aggregate[] steps : series) {
      Arrays.fill(steps, Aggregate.NONE);
    }
    for (Part part : QuestDbLayout.of(sql).parts(range)) {
      List<Signal> known = known(part, signals);
      if (known.isEmpty()) {
        continue;
      }
      for (List<Object> row : sql.run(steps(part, known, vin, range.step()))) {
        int step = range.index(Math.max((Long) row.get(0), range.from()));
        for (int i = 0; i < known.size(); i++) {
          Aggregate[] steps = series[known.get(i).index()];
          steps[step] = steps[step].plus(QuestDbSql.aggregate(row, 1 + 4 * i));
        }
      }
    }
    List<SignalSeries> sent = new ArrayList<>();
    for (int i = 0; i < series.length; i++) {
      if (Arrays.stream(series[i]).anyMatch(step -> step.count() > 0)) {
        sent.add(new SignalSeries(signals.get(i), List.of(series[i])));
      }
    }
    return sent;
  }

  private List<Signal> known(Part part, List<Signal> wanted) {
    return part.rows().known(wanted, sql.columns(part.rows().table()));
  }

  private static String steps(Part part, List<Signal> signals, String vin, long step) {
    String aggregates =
        signals.stream().map(part.rows()::aggregate).collect(Collectors.joining(", "));
    return "select cast(timestamp_floor(%s, timestamp) as long) / 1000 step, %s from %s where vin = %s and %s"
        .formatted(
            SqlText.length(step),
            aggregates,
            part.rows().table(),
            SqlText.quoted(vin),
            part.condition());
  }

  @Override
  public void close() {
    // Questions that are under way end by their deadline.
  }
}
