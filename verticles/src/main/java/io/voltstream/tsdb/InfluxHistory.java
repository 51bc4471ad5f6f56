package io.voltstream.tsdb;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.query.FluxRecord;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.InfluxParts.Part;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads InfluxDB by Flux with bound parameters. */
final class InfluxHistory implements FleetHistory {
  private final TsdbConfig config;
  private final SignalCatalogue catalogue;
  private final FleetSignals fleet;
  private final LineClient client;
  private final FluxClient flux;
  private final InfluxLayout raw;

  InfluxHistory(TsdbConfig config, SignalCatalogue catalogue, Duration deadline) {
    this.config = config;
    this.catalogue = catalogue;
    this.fleet = FleetSignals.of(catalogue);
    this.client = new LineClient(config, WritePrecision.NS, deadline);
    this.flux = new FluxClient(client.client(), config);
    this.raw = InfluxLayout.raw(config.schema());
  }

  private List<Part> parts(TimeRange range) {
    return InfluxParts.of(flux, config, range);
  }

  private InfluxWindows windows(TimeRange range, Optional<String> vin) {
    return new InfluxWindows(flux, raw, range, vin);
  }

  @Override
  public List<FleetMoment> trend(TimeRange range) {
    InfluxWindows windows = windows(range, Optional.empty());
    long[] events = new long[range.steps()];
    Map<String, Aggregate[]> series = new HashMap<>();
    for (Part part : parts(range)) {
      windows.addBatches(part, events);
      windows.addTo(series, part, names(List.of(fleet.speed(), fleet.temperature())));
    }
    Aggregate[] speed = steps(series, fleet.speed(), range);
    Aggregate[] temperature = steps(series, fleet.temperature(), range);
    return IntStream.range(0, range.steps())
        .mapToObj(i -> new FleetMoment(events[i], speed[i], temperature[i]))
        .toList();
  }

  private List<String> names(List<Signal> signals) {
    return signals.stream().map(raw::name).toList();
  }

  private Aggregate[] steps(Map<String, Aggregate[]> series, Signal signal, TimeRange range) {
    return series.computeIfAbsent(raw.name(signal), name -> InfluxWindows.nothing(range));
  }

  @Override
  public long vehicles(TimeRange range) {
    Set<Object> vins = new HashSet<>();
    for (Part part : parts(range)) {
      FluxQuery query = part.rows();
      query
          .where(
              part.layout() == InfluxLayout.ROLLUP
                  ? part.layout().condition(List.of(InfluxRollup.BATCHES), "count")
                  : "r._measurement == \"%s\" and r._field == \"%s\""
                      .formatted(Tables.TELEMETRY, raw == InfluxLayout.WIDE ? "sequence" : "value"))
          .then("count()")
          .then("group()")
          .then("distinct(column: \"vin\")");
      flux.run(query).forEach(row -> vins.add(row.getValue()));
    }
    return vins.size();
  }

  @Override
  public List<AlertCount> alerts(TimeRange range) {
    Map<Object, FluxRecord> episodes = new HashMap<>();
    for (String bucket : List.of(config.bucket(), InfluxRollup.bucket(config))) {
      FluxQuery query =
          FluxQuery.rows(bucket, range.from(), range.to())
              .where(
                  "r._measurement == \"%s\" and (r._field == \"id\" or r._field == \"type\")"
                      .formatted(Tables.ALERTS))
              .then("pivot(rowKey: [\"_time\"], columnKey: [\"_field\"], valueColumn: \"_value\")")
              .where("r[\"type\"] != \"RESOLVED\"")
              .then("keep(columns: [\"_time\", \"level\", \"rule\", \"id\"])")
              .then("group()");
      // The copy may lie in a bucket that the token could not make.
      (bucket.equals(config.bucket()) ? flux.run(query) : flux.runIfBucketIsThere(query))
          .forEach(row -> episodes.put(row.getValueByKey("id"), row));
    }
    return episodes.values().stream()
        .collect(Collectors.groupingBy(InfluxHistory::kind, Collectors.counting()))
        .entrySet()
        .stream()
        .map(
            entry ->
                new AlertCount(
                    entry.getKey().level(),
                    entry.getKey().rule(),
                    entry.getKey().hour(),
                    entry.getValue()))
        .toList();
  }

  private static AlertCount kind(FluxRecord episode) {
    long hour = TimeRange.LONGEST_RAW.toMillis();
    long time = Objects.requireNonNull(episode.getTime()).toEpochMilli();
    return new AlertCount(
        Level.valueOf((String) episode.getValueByKey("level")),
        (String) episode.getValueByKey("rule"),
        Math.floorDiv(time, hour) * hour,
        1);
  }

  @Override
  public List<LowPressure> lowestPressures(TimeRange range, int limit) {
    Map<String, Signal> wheels =
        fleet.tyrePressures().stream().collect(Collectors.toMap(raw::name, wheel -> wheel));
    LowestPressures lowest = new LowestPressures();
    for (Part part : parts(range)) {
      FluxQuery query =
          part.rows()
              .where(part.layout().condition(wheels.keySet(), "min"))
              .then("min()")
              .then("group()")
              .then("sort(columns: [\"_value\"])")
              .then("limit(n: %d)", limit);
      for (FluxRecord row : flux.run(query)) {
        lowest.add(
            new LowPressure(
                (String) row.getValueByKey("vin"),
                wheels.get(row.getValueByKey(part.layout().column())),
                ((Number) Objects.requireNonNull(row.getValue())).doubleValue(),
                Objects.requireNonNull(row.getTime()).toEpochMilli()));
      }
    }
    return lowest.first(limit);
  }

  @Override
  public List<SignalSeries> vehicle(String vin, TimeRange range) {
    InfluxWindows windows = windows(range, Optional.of(vin));
    Map<String, Aggregate[]> series = new HashMap<>();
    for (Part part : parts(range)) {
      windows.addTo(series, part, names(catalogue.signals()));
    }
    return catalogue.signals().stream()
        .filter(signal -> series.containsKey(raw.name(signal)))
        .map(signal -> new SignalSeries(signal, Arrays.asList(series.get(raw.name(signal)))))
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
