package io.voltstream.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.tsdb.Aggregate;
import io.voltstream.tsdb.AlertCount;
import io.voltstream.tsdb.FleetMoment;
import io.voltstream.tsdb.LowPressure;
import io.voltstream.tsdb.TimeRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures as the page reads them; what there is no value for is null. */
final class AnalyticsJson {
  private AnalyticsJson() {}

  static JsonObject of(Analytics figures, AnalyticsType type, boolean cached) {
    JsonObject json = new JsonObject().put("range", range(figures.range()));
    if (type.includes(AnalyticsType.SUMMARY)) {
      json.put("summary", summary(figures));
    }
    if (type.includes(AnalyticsType.SPEED)) {
      json.put("speedStats", steps(figures, "speed", FleetMoment::speed));
      json.put("temperatureStats", steps(figures, "temp", FleetMoment::temperature));
    }
    if (type.includes(AnalyticsType.ALERTS)) {
      json.put("alertFrequency", frequency(figures.alerts().orElseThrow()));
    }
    if (type.includes(AnalyticsType.DISTRIBUTION)) {
      json.put("alertDistribution", distribution(figures.alerts().orElseThrow()));
    }
    if (type.includes(AnalyticsType.TIRE_PRESSURE)) {
      json.put("tirePressure", pressures(figures.pressures().orElseThrow()));
    }
    return json.put("timestamp", figures.at()).put("cached", cached);
  }

  static JsonObject range(TimeRange range) {
    return new JsonObject()
        .put("from", range.from())
        .put("to", range.to())
        .put("step_ms", range.step())
        .put("source", range.source().name().toLowerCase(Locale.ROOT));
  }

  private static JsonObject summary(Analytics figures) {
    FleetMoment total = figures.total();
    return new JsonObject()
        .put("total_vehicles", figures.vehicles().orElseThrow())
        .put("total_events", total.events())
        .put("total_alerts", figures.raised())
        .put("avg_temp", number(total.temperature().mean()))
        .put("avg_speed", number(total.speed().mean()))
        .put("max_temp", number(total.temperature().max()))
        .put("max_speed", number(total.speed().max()));
  }

  private static JsonArray steps(
      Analytics figures, String name, Function<FleetMoment, Aggregate> of) {
    JsonArray steps = new JsonArray();
    List<FleetMoment> trend = figures.trend().orElseThrow();
    for (int i = 0; i < trend.size(); i++) {
      Aggregate step = of.apply(trend.get(i));
      steps.add(
          new JsonObject()
              .put("timestamp", figures.range().begin(i))
              .put("avg_" + name, number(step.mean()))
              .put("max_" + name, number(step.max()))
              .put("min_" + name, number(step.min())));
    }
    return steps;
  }

  /** NaN, which JSON has not, is null. */
  static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private record Kind(Level level, String rule) {}

  /** The most frequent first. */
  private static JsonArray frequency(List<AlertCount> counts) {
    JsonArray array = new JsonArray();
    counts.stream()
        .collect(
            Collectors.groupingBy(
                count -> new Kind(count.level(), count.rule()),
                Collectors.summingLong(AlertCount::count)))
        .entrySet()
        .stream()
        .sorted(
            Map.Entry.<Kind, Long>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().rule()))
        .forEach(
            entry ->
                array.add(
                    new JsonObject()
                        .put("type", entry.getKey().level().name())
                        .put("rule", entry.getKey().rule())
                        .put("count", entry.getValue())));
    return array;
  }

  private static JsonArray distribution(List<AlertCount> counts) {
    JsonArray array = new JsonArray();
    counts.stream()
        .collect(Collectors.groupingBy(AlertCount::hour, TreeMap::new, Collectors.toList()))
        .forEach(
            (hour, raised) ->
                array.add(
                    new JsonObject()
                        .put("hour", hour)
                        .put("count", sum(raised, Level.CRITICAL) + sum(raised, Level.WARNING))
                        .put("critical", sum(raised, Level.CRITICAL))
                        .put("warning", sum(raised, Level.WARNING))));
    return array;
  }

  private static long sum(List<AlertCount> counts, Level level) {
    return counts.stream()
        .filter(count -> count.level() == level)
        .mapToLong(AlertCount::count)
        .sum();
  }

  private static JsonArray pressures(List<LowPressure> pressures) {
    JsonArray array = new JsonArray();
    for (LowPressure low : pressures) {
      array.add(
          new JsonObject()
              .put("timestamp", low.timestamp())
              .put("pressure", low.pressure())
              .put("vin", low.vin())
              .put("signal", low.signal().alias()));
    }
    return array;
  }
}
