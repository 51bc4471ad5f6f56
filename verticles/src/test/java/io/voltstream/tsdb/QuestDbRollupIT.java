package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.QuestDbLayout.Part;
import io.voltstream.tsdb.TimeRange.Source;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rollup's life: older databases, raw rows that expire, operators who change tables. */
class QuestDbRollupIT {
  private static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  private static final long MINUTE = TimeRange.MINUTE;
  private static final String VALID =
      "select count() from materialized_views() where view_status = 'valid'"
          + " and refresh_base_table_txn = base_table_txn and view_name = 'telemetry_1m'";

  private final long now = Math.floorDiv(System.currentTimeMillis(), MINUTE) * MINUTE;
  @TempDir Path temp;
  private QuestDbForTests questDb;
  private Tsdb tsdb;

  @BeforeEach
  void start() {
    questDb = new QuestDbForTests(temp);
    open(Duration.ofHours(24));
  }

  @AfterEach
  void stop() {
    tsdb.close();
    questDb.close();
  }

  private boolean open(Duration rawTtl) {
    tsdb = Tsdb.open(QuestDbForTests.config(questDb.config().url(), rawTtl), CATALOGUE);
    tsdb.backlog();
    return true;
  }

  private void write(String vin, long time, double speed) {
    byte[] line =
        "telemetry,vin=%s batch=1i,sequence=1i,session=1i,speed=%s %d%n"
            .formatted(vin, speed, time)
            .getBytes(US_ASCII);
    assertThat(tsdb.write(line, 0, line.length)).isInstanceOf(Written.class);
    await().until(() -> tsdb.backlog().pendingTransactions() == 0);
  }

  private void refresh(String how) {
    questDb.sql("refresh materialized view telemetry_1m " + how);
    await().until(() -> questDb.count(VALID) == 1);
  }

  private List<List<Object>> rollup() {
    return questDb.sql(
        "select vin, batches, speed_count, speed_sum, speed_min, speed_max from telemetry_1m"
            + " order by vin, timestamp");
  }

  @Test
  void isKeptForAMonthAndGrowsByTheMinute() {
    String made = (String) questDb.sql("show create materialized view telemetry_1m").get(0).get(0);
    assertThat(made).contains("REFRESH EVERY 1m", "PARTITION BY DAY TTL 30 DAYS");
  }

  @Test
  void aDatabaseFromBeforeGetsItWithTheRowsThatItHas() {
    write("a", now - 10 * MINUTE, 2.5);
    questDb.sql("drop materialized view telemetry_1h");
    questDb.sql("drop materialized view telemetry_1m");
    open(Duration.ofHours(24));
    await().until(() -> questDb.count(VALID) == 1);
    assertThat(rollup()).containsExactly(List.of("a", 1L, 1L, 2.5, 2.5, 2.5));
  }

  @Test
  void oneFromBeforeASignalWasInTheCatalogueIsReadWithoutIt() {
    questDb.sql("drop materialized view telemetry_1h");
    questDb.sql("drop materialized view telemetry_1m");
    questDb.sql(
        "create materialized view telemetry_1m with base telemetry refresh every 1m as (select"
            + " timestamp, vin, count() batches, count(speed) speed_count, sum(speed) speed_sum,"
            + " min(speed) speed_min, max(speed) speed_max from telemetry sample by 1m)"
            + " partition by day ttl 30 days");
    open(Duration.ofHours(24));
    write("a", now - 90 * MINUTE, 2.5);
    refresh("incremental");

    try (FleetHistory history =
        FleetHistory.open(questDb.config(), CATALOGUE, Duration.ofSeconds(30))) {
      TimeRange range = new TimeRange(now - 120 * MINUTE, now, MINUTE, Source.ROLLUP);
      List<SignalSeries> series = history.vehicle("a", range);
      assertThat(series).extracting(sent -> sent.signal().alias()).containsExactly("speed");
      assertThat(series.get(0).steps().get(30)).isEqualTo(new Aggregate(1, 2.5, 2.5, 2.5));
      assertThat(history.lowestPressures(range, 10)).isEmpty();
    }
    assertThat(questDb.sql("select \"column\" from table_columns('telemetry_1h')"))
        .contains(List.of("speed_count"))
        .doesNotContain(List.of("battery_temperature_count"));
  }

  @Test
  void aColumnThatWasAddedAMomentBeforeIsInIt() {
    questDb.sql("drop materialized view telemetry_1h");
    questDb.sql("drop materialized view telemetry_1m");
    questDb.sql("alter table telemetry drop column heading");
    await().until(() -> tsdb.backlog().pendingTransactions() == 0);
    await().ignoreExceptions().until(() -> open(Duration.ofHours(24)));
    for (String view : List.of("telemetry_1m", "telemetry_1h")) {
      assertThat(questDb.sql("select \"column\" from table_columns('" + view + "')"))
          .contains(List.of("heading_count"));
    }
  }

  /** Else one late batch would take the minute's rows of the whole fleet away. */
  @Test
  void aLateRowDoesNotUndoAMinuteWhoseRawRowsHaveExpired() {
    await().until(() -> limit().equals(List.of(List.of(23L, "HOUR"))));
    long dayAgo = now - Duration.ofHours(25).toMillis();
    open(Duration.ofDays(9));
    await().until(() -> limit().equals(List.of(List.of(215L, "HOUR"))));
    write("a", dayAgo, 2);
    write("b", dayAgo + 5, 4);
    refresh("incremental");
    assertThat(rollup()).hasSize(2);

    open(Duration.ofHours(1));
    await().until(() -> limit().equals(List.of(List.of(1L, "HOUR"))));
    write("c", now, 8);
    await().until(() -> questDb.count("select count() from telemetry") == 1);
    write("late", dayAgo + 10, 6);
    write("d", now + 1, 9);
    refresh("incremental");

    assertThat(rollup())
        .containsExactly(
            List.of("a", 1L, 1L, 2.0, 2.0, 2.0),
            List.of("b", 1L, 1L, 4.0, 4.0, 4.0),
            List.of("c", 1L, 1L, 8.0, 8.0, 8.0),
            List.of("d", 1L, 1L, 9.0, 9.0, 9.0));
  }

  private List<List<Object>> limit() {
    return questDb.sql(
        "select refresh_limit, refresh_limit_unit from materialized_views()"
            + " where view_name = 'telemetry_1m'");
  }

  @Test
  void aRowThatComesWithinTheLimitCounts() {
    write("a", now - 30 * MINUTE, 2);
    refresh("incremental");
    write("a", now - 30 * MINUTE + 5, 4);
    refresh("incremental");
    assertThat(rollup()).containsExactly(List.of("a", 2L, 2L, 6.0, 2.0, 4.0));
  }

  @Test
  void oneThatNoLongerGrowsIsSaidToBeAndStaysReadable() {
    write("a", now - 30 * MINUTE, 2);
    refresh("incremental");
    questDb.sql("alter table telemetry drop column heading");
    await().until(() -> tsdb.backlog().rollupFault().isPresent());
    assertThat(tsdb.backlog().rollupFault().orElseThrow())
        .contains("drop column", "refresh materialized view telemetry_1m full");
    write("b", now - 20 * MINUTE, 4);

    try (FleetHistory history =
        FleetHistory.open(questDb.config(), CATALOGUE, Duration.ofSeconds(30))) {
      TimeRange range = new TimeRange(now - 60 * MINUTE, now, MINUTE, Source.ROLLUP);
      assertThat(history.trend(range).stream().mapToLong(FleetMoment::events).sum()).isEqualTo(2);
      assertThat(history.vehicles(range)).isEqualTo(2);
    }
    open(Duration.ofHours(24));
    questDb.sql("alter table telemetry add column if not exists heading double");
    await().until(() -> tsdb.backlog().pendingTransactions() == 0);
    refresh("full");
    questDb.sql("refresh materialized view telemetry_1h full");
    await().until(() -> tsdb.backlog().rollupFault().isEmpty());
    assertThat(tsdb.backlog()).isEqualTo(Backlog.NONE);
    assertThat(rollup()).hasSize(2);
  }

  @Test
  void aLongRangeIsReadFromTheRollupUpToWhereItReaches() {
    write("a", now - 30 * MINUTE, 2);
    write("a", now - 20 * MINUTE, 2);
    refresh("incremental");
    write("a", now - 10 * MINUTE, 2);
    QuestDbLayout layout = QuestDbLayout.of(new QuestDbSql(questDb.config()));

    TimeRange hour = new TimeRange(now - 60 * MINUTE, now, MINUTE, Source.ROLLUP);
    assertThat(layout.parts(hour))
        .containsExactly(
            new Part(QuestDbRows.MINUTES, hour.from(), now - 20 * MINUTE),
            new Part(QuestDbRows.RAW, now - 20 * MINUTE, now));
    TimeRange raw = new TimeRange(now - 60 * MINUTE, now, MINUTE, Source.RAW);
    assertThat(layout.parts(raw)).containsExactly(new Part(QuestDbRows.RAW, hour.from(), now));
    TimeRange before = new TimeRange(now - 90 * MINUTE, now - 40 * MINUTE, MINUTE, Source.ROLLUP);
    assertThat(layout.parts(before))
        .containsExactly(new Part(QuestDbRows.MINUTES, before.from(), before.to()));
  }

  @Test
  void wholeHoursAreReadFromTheHoursThatHaveSettled() {
    long hour = 60 * MINUTE;
    long thisHour = Math.floorDiv(now, hour) * hour;
    TimeRange range = new TimeRange(thisHour - 4 * hour, now + 1, hour, Source.ROLLUP);
    TimeRange halves = new TimeRange(thisHour - 4 * hour, now + 1, hour / 2, Source.ROLLUP);
    QuestDbLayout layout =
        new QuestDbLayout(
            Set.of("telemetry"),
            Map.of(QuestDbRows.HOURS, thisHour - hour, QuestDbRows.MINUTES, thisHour - 7 * MINUTE));
    assertThat(layout.parts(range))
        .containsExactly(
            new Part(QuestDbRows.HOURS, range.from(), thisHour - hour),
            new Part(QuestDbRows.MINUTES, thisHour - hour, thisHour - 7 * MINUTE),
            new Part(QuestDbRows.RAW, thisHour - 7 * MINUTE, range.to()));
    assertThat(layout.parts(halves))
        .containsExactly(
            new Part(QuestDbRows.MINUTES, range.from(), thisHour - 7 * MINUTE),
            new Part(QuestDbRows.RAW, thisHour - 7 * MINUTE, range.to()));
  }

  @Test
  void withoutTablesThereIsNothingToRead() {
    questDb.sql("drop materialized view telemetry_1h");
    questDb.sql("drop materialized view telemetry_1m");
    questDb.sql("drop table telemetry");
    questDb.sql("drop table alerts");
    try (FleetHistory history =
        FleetHistory.open(questDb.config(), CATALOGUE, Duration.ofSeconds(30))) {
      TimeRange range = new TimeRange(now - 60 * MINUTE, now, MINUTE, Source.RAW);
      assertThat(history.trend(range)).containsOnly(FleetMoment.SILENT);
      assertThat(history.vehicles(range)).isZero();
      assertThat(history.alerts(range)).isEmpty();
      assertThat(history.vehicle("a", range)).isEmpty();
    }
  }
}
