package io.voltstream.tsdb;

import com.influxdb.query.FluxRecord;
import io.voltstream.tsdb.InfluxParts.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Figures for each step of a range, of all vehicles together or of one. */
final class InfluxWindows {
  private final FluxClient flux;
  private final InfluxLayout raw;
  private final TimeRange range;
  private final Optional<String> vin;

  InfluxWindows(FluxClient flux, InfluxLayout raw, TimeRange range, Optional<String> vin) {
    this.flux = flux;
    this.raw = raw;
    this.range = range;
    this.vin = vin;
  }

  static Aggregate[] nothing(TimeRange range) {
    Aggregate[] steps = new Aggregate[range.steps()];
    Arrays.fill(steps, Aggregate.NONE);
    return steps;
  }

  /**
   * Adds what a part of the range has of these signals.
   *
   * @param series by the signal's name in raw rows; gets those that have readings
   */
  void addTo(Map<String, Aggregate[]> series, Part part, List<String> signals) {
    Map<String, double[][]> figures = new HashMap<>();
    for (int i = 0; i < InfluxRollup.FIGURES.size(); i++) {
      String figure = InfluxRollup.FIGURES.get(i);
      FluxQuery query = part.rows().where(part.layout().condition(signals, figure));
      for (FluxRecord row : flux.run(stepped(query, part.layout(), figure))) {
        String signal = (String) row.getValueByKey(part.layout().column());
        figures.computeIfAbsent(signal, name -> new double[4][range.steps()])[i][step(row)] =
            number(row).doubleValue();
      }
    }
    figures.forEach(
        (signal, of) -> {
          Aggregate[] steps = series.computeIfAbsent(signal, name -> nothing(range));
          for (int step = 0; step < steps.length; step++) {
            if (of[0][step] > 0) {
              steps[step] =
                  steps[step].plus(
                      new Aggregate((long) of[0][step], of[1][step], of[2][step], of[3][step]));
            }
          }
        });
  }

  /** Adds how many batches a part of the range has. */
  void addBatches(Part part, long[] steps) {
    FluxQuery query = part.rows();
    if (part.layout() == InfluxLayout.ROLLUP) {
      query.where(part.layout().condition(Set.of(InfluxRollup.BATCHES), "count"));
    } else {
      query.raw(RollupFlux.batches(raw));
    }
    query
        .then(window(part.layout() == InfluxLayout.ROLLUP ? "sum" : "count"))
        .then("group(columns: [\"_time\"])")
        .then("sum()");
    for (FluxRecord row : flux.run(query)) {
      steps[step(row)] += number(row).longValue();
    }
  }

  /** Each series by itself first, which the storage engine does; then all of a signal together. */
  private FluxQuery stepped(FluxQuery query, InfluxLayout layout, String figure) {
    vin.ifPresent(id -> query.bind("vin", id).where("r.vin == vin"));
    String together = figure.equals("count") ? "sum" : figure;
    return query
        .then(window(layout == InfluxLayout.ROLLUP ? together : figure))
        .then("group(columns: [\"%s\", \"_time\"])", layout.column())
        .then("%s()", together);
  }

  private String window(String function) {
    return "aggregateWindow(every: %dms, fn: %s, timeSrc: \"_start\", createEmpty: false)"
        .formatted(range.step(), function);
  }

  /** A part may begin within a step, and so does its first window. */
  private int step(FluxRecord row) {
    return range.index(Objects.requireNonNull(row.getTime()).toEpochMilli());
  }

  private static Number number(FluxRecord row) {
    return (Number) Objects.requireNonNull(row.getValue());
  }
}
