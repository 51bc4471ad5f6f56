package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.TimeRange.Source;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What both databases must remember. Each test has an hour of the past to itself, and every figure
 * is computed once more from the rows that were sent. Values are eighths, whose sums have no
 * rounding, so that equal means equal.
 */
abstract class FleetHistoryContract {
  static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  static final FleetSignals FLEET = FleetSignals.of(CATALOGUE);
  static final Duration DEADLINE = Duration.ofSeconds(30);
  static final long MINUTE = TimeRange.MINUTE;
  static final long HOUR = 60 * MINUTE;

  private static final String HOSTILE = "'; drop table telemetry; --";

  final Random random = new Random(7);
  final long hour = nextHour();
  private final List<SentRow> sent = new ArrayList<>();
  private final BatchReader reader = new BatchReader(CATALOGUE);

  abstract Tsdb tsdb();

  abstract FleetHistory history();

  /** A history of a database at which nobody listens. */
  abstract FleetHistory nowhere();

  /** An hour of the past that no other test has, its begin in Unix milliseconds. */
  abstract long nextHour();

  /** Makes the database roll up what has been written, as it does by itself in time. */
  abstract void rollUp(long from, long to);

  /** Random batches of some vehicles, in no order, some without some signals. */
  List<SentRow> drive(long from, long to, int batches, String... vins) {
    List<SentRow> rows = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      Map<Signal, Double> values = new HashMap<>();
      for (Signal signal : CATALOGUE.signals()) {
        if (random.nextInt(10) > 0) {
          values.put(signal, eighths(signal));
        }
      }
      values.put(CATALOGUE.signals().get(0), eighths(CATALOGUE.signals().get(0)));
      long time = from + (long) (random.nextDouble() * (to - from));
      rows.add(new SentRow(vins[random.nextInt(vins.length)], time, values));
    }
    return rows;
  }

  private double eighths(Signal signal) {
    double span = Math.min(signal.range().max() - signal.range().min(), 4_000);
    return signal.range().min() + Math.floor(random.nextDouble() * span * 8) / 8;
  }

  /** Sends them, once or more, and waits until they can be queried. */
  void send(List<SentRow> rows, int times) {
    LineBuffer lines = new LineBuffer();
    LineRenderer renderer = tsdb().renderer();
    for (int time = 0; time < times; time++) {
      for (int i = 0; i < rows.size(); i++) {
        byte[] batch = rows.get(i).batch(hour, sent.size() + i);
        assertThat(reader.read(batch)).isEqualTo(BatchCheck.ACCEPTED);
        assertThat(renderer.render(reader, batch, lines)).isEqualTo(Rendering.RENDERED);
      }
    }
    sent.addAll(rows);
    write(lines);
  }

  private void write(LineBuffer lines) {
    assertThat(tsdb().write(lines.bytes(), 0, lines.length())).isInstanceOf(Written.class);
    await().until(() -> tsdb().backlog().pendingTransactions() == 0);
  }

  private void send(Alert... alerts) {
    LineBuffer lines = new LineBuffer();
    for (Alert alert : alerts) {
      assertThat(tsdb().alertRenderer().render(alert, lines)).isEqualTo(Rendering.RENDERED);
    }
    write(lines);
  }

  TimeRange range(Source source, long step) {
    if (source == Source.ROLLUP) {
      rollUp(hour, hour + HOUR);
    }
    return new TimeRange(hour, hour + HOUR, step, source);
  }

  /** As the database should see it, from the rows. */
  List<FleetMoment> expected(TimeRange range) {
    return IntStream.range(0, range.steps())
        .mapToObj(
            i ->
                new FleetMoment(
                    rows(range, i).count(),
                    SentRow.aggregate(rows(range, i), FLEET.speed()),
                    SentRow.aggregate(rows(range, i), FLEET.temperature())))
        .toList();
  }

  private Stream<SentRow> rows(TimeRange range, int step) {
    return SentRow.between(sent, range.begin(step), range.end(step));
  }

  @ParameterizedTest
  @EnumSource
  void theTrendIsThatOfTheRows(Source source) {
    send(drive(hour, hour + HOUR, 2_000, "a", "b", "c"), 2);
    send(drive(hour + HOUR, hour + HOUR + 1, 5, "later"), 1);
    TimeRange range = range(source, 5 * MINUTE);
    assertThat(history().trend(range)).isEqualTo(expected(range));
  }

  @ParameterizedTest
  @EnumSource
  void anHourHasASumForEachOfItsMinutes(Source source) {
    // Minutes of very different weight: a mean of means would be another one.
    send(drive(hour, hour + MINUTE, 900, "a"), 1);
    send(drive(hour + 30 * MINUTE, hour + 31 * MINUTE, 3, "a", "b"), 1);
    TimeRange whole = range(source, HOUR);
    List<FleetMoment> moments = history().trend(whole);
    assertThat(moments).isEqualTo(expected(whole)).hasSize(1);
    assertThat(moments.get(0).events()).isEqualTo(903);
    TimeRange minutes = new TimeRange(hour, hour + HOUR, MINUTE, source);
    assertThat(history().trend(minutes)).isEqualTo(expected(minutes)).hasSize(60);
    assertThat(history().trend(minutes).get(1)).isEqualTo(FleetMoment.SILENT);
  }

  @ParameterizedTest
  @EnumSource
  void aRangeThatEndsWithinAStepHasAShortOne(Source source) {
    send(drive(hour, hour + HOUR, 500, "a", "b"), 1);
    rollUp(hour, hour + HOUR);
    TimeRange range = new TimeRange(hour, hour + 20 * MINUTE, 15 * MINUTE, source);
    assertThat(history().trend(range)).isEqualTo(expected(range)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void vehiclesAreCountedOnce(Source source) {
    send(drive(hour, hour + HOUR, 300, "a", "b", "c", HOSTILE), 1);
    long count = sent.stream().map(SentRow::vin).distinct().count();
    assertThat(history().vehicles(range(source, MINUTE))).isEqualTo(count).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void theLowestPressuresAreThoseOfEachWheel(Source source) {
    send(drive(hour, hour + HOUR, 400, "a", "b", "c"), 1);
    TimeRange range = range(source, MINUTE);
    List<LowPressure> all = history().lowestPressures(range, 100);
    assertThat(all).hasSize(3 * FLEET.tyrePressures().size());
    for (LowPressure low : all) {
      List<SentRow> lowest =
          SentRow.between(sent, range.from(), range.to())
              .filter(row -> row.vin().equals(low.vin()))
              .filter(row -> Double.valueOf(low.pressure()).equals(row.values().get(low.signal())))
              .toList();
      assertThat(low.pressure()).isEqualTo(lowest(low.vin(), low.signal()));
      assertThat(lowest.stream().map(row -> when(source, row.time()))).contains(low.timestamp());
    }
    assertThat(all).isSortedAccordingTo(Comparator.comparingDouble(LowPressure::pressure));
    assertThat(history().lowestPressures(range, 5)).isEqualTo(all.subList(0, 5));
  }

  private double lowest(String vin, Signal wheel) {
    return SentRow.aggregate(sent.stream().filter(row -> row.vin().equals(vin)), wheel).min();
  }

  private static long when(Source source, long time) {
    return source == Source.RAW ? time : Math.floorDiv(time, MINUTE) * MINUTE;
  }

  @ParameterizedTest
  @EnumSource
  void aVehicleHasItsOwnHistory(Source source) {
    List<String> vins =
        List.of(
            HOSTILE,
            "'",
            "\"",
            "a' or '1'='1",
            "b\\'",
            "c\"d",
            "e f,g=h",
            "日本😀",
            "\") |> drop()",
            "a");
    send(drive(hour, hour + HOUR, 900, vins.toArray(String[]::new)), 1);
    TimeRange range = range(source, 10 * MINUTE);
    for (String vin : vins) {
      List<SentRow> own = sent.stream().filter(row -> row.vin().equals(vin)).toList();
      List<SignalSeries> series = history().vehicle(vin, range);
      assertThat(series.stream().map(SignalSeries::signal)).isEqualTo(CATALOGUE.signals());
      for (SignalSeries one : series) {
        List<Aggregate> expected =
            IntStream.range(0, range.steps())
                .mapToObj(
                    i ->
                        SentRow.aggregate(
                            SentRow.between(own, range.begin(i), range.end(i)), one.signal()))
                .toList();
        assertThat(one.steps()).as("%s of %s", one.signal().alias(), vin).isEqualTo(expected);
      }
    }
    assertThat(history().vehicle("' or true or vin = '", range)).isEmpty();
  }

  @Test
  void stepsCanBeShorterThanASecond() {
    send(drive(hour, hour + 20_000, 300, "a"), 1);
    TimeRange range = new TimeRange(hour, hour + 20_000, 200, Source.RAW);
    List<SignalSeries> series = history().vehicle("a", range);
    for (int i = 0; i < 100; i++) {
      assertThat(series.get(0).steps().get(i))
          .isEqualTo(SentRow.aggregate(rows(range, i), CATALOGUE.signals().get(0)));
    }
  }

  @Test
  void aVehicleHasOnlyTheSignalsThatItSent() {
    send(List.of(new SentRow("a", hour + 5, Map.of(FLEET.speed(), 12.5))), 1);
    assertThat(history().vehicle("a", range(Source.RAW, HOUR)))
        .containsExactly(
            new SignalSeries(FLEET.speed(), List.of(new Aggregate(1, 12.5, 12.5, 12.5))));
  }

  @Test
  void episodesAreCountedOnceByLevelRuleAndHour() {
    send(
        alert("a", Level.CRITICAL, "battery_overheat", "1", hour + 5, false),
        alert("a", Level.CRITICAL, "battery_overheat", "1", hour + 5, false),
        alert("b", Level.CRITICAL, "battery_overheat", "2", hour + HOUR - 1, false),
        alert("a", Level.CRITICAL, "battery_overheat", "1", hour + MINUTE, true),
        alert("a", Level.WARNING, "tire_pressure_low", "3", hour + 7, false),
        alert("b", Level.WARNING, "tire_pressure_low", "4", hour - 1, false));
    TimeRange twoHours = new TimeRange(hour - HOUR, hour + HOUR, HOUR, Source.ROLLUP);
    assertThat(history().alerts(twoHours))
        .containsExactlyInAnyOrder(
            new AlertCount(Level.CRITICAL, "battery_overheat", hour, 2),
            new AlertCount(Level.WARNING, "tire_pressure_low", hour, 1),
            new AlertCount(Level.WARNING, "tire_pressure_low", hour - HOUR, 1));
    assertThat(history().alerts(range(Source.RAW, MINUTE)).stream().mapToLong(AlertCount::count))
        .containsExactlyInAnyOrder(2L, 1L);
  }

  private static Alert alert(
      String vin, Level level, String rule, String id, long time, boolean resolved) {
    Alert.Type type = resolved ? Alert.Type.RESOLVED : Alert.Type.valueOf(level.name());
    return new Alert(vin, type, "m", 1, time, id, rule, "speed", level, "u", 2, time);
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingWasSentThereIsNothing(Source source) {
    TimeRange range = range(source, 10 * MINUTE);
    assertThat(history().trend(range)).hasSize(6).containsOnly(FleetMoment.SILENT);
    assertThat(history().vehicles(range)).isZero();
    assertThat(history().alerts(range)).isEmpty();
    assertThat(history().lowestPressures(range, 20)).isEmpty();
    assertThat(history().vehicle("a", range)).isEmpty();
  }

  /** What came after the last rolled-up minute must not be missing from a long range. */
  @Test
  void aLongRangeReachesUpToNow() {
    long now = System.currentTimeMillis();
    long minute = Math.floorDiv(now, MINUTE) * MINUTE;
    String vin = "now-" + now;
    send(drive(minute - 10 * MINUTE, now, 200, vin), 1);
    TimeRange range = new TimeRange(minute - 10 * MINUTE, minute + MINUTE, MINUTE, Source.ROLLUP);
    await()
        .untilAsserted(
            () -> {
              List<SignalSeries> series = history().vehicle(vin, range);
              assertThat(
                      series.stream()
                          .filter(one -> one.signal().equals(FLEET.speed()))
                          .flatMap(one -> one.steps().stream())
                          .reduce(Aggregate.NONE, Aggregate::plus))
                  .isEqualTo(SentRow.aggregate(sent.stream(), FLEET.speed()));
            });
  }

  @Test
  void aDatabaseThatIsDownIsSaidToBe() {
    FleetHistory nowhere = nowhere();
    TimeRange range = new TimeRange(hour, hour + HOUR, MINUTE, Source.RAW);
    assertThatThrownBy(() -> nowhere.trend(range)).isInstanceOf(TsdbException.class);
    assertThatThrownBy(() -> nowhere.vehicle("a", range)).isInstanceOf(TsdbException.class);
    nowhere.close();
  }
}
