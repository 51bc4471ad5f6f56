package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.Alert;
import io.voltstream.contract.Signal;
import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestDbIT extends TsdbContract {
  @TempDir static Path temp;
  private static QuestDbForTests questDb;
  private Tsdb tsdb;

  @BeforeAll
  static void start() {
    questDb = new QuestDbForTests(temp);
  }

  @AfterAll
  static void stop() {
    questDb.close();
  }

  @BeforeEach
  void open() {
    tsdb = Tsdb.open(questDb.config(), CATALOGUE);
  }

  @Override
  Tsdb tsdb() {
    return tsdb;
  }

  @Override
  TsdbConfig unreachable() {
    return QuestDbForTests.config("http://127.0.0.1:1", Duration.ofHours(24));
  }

  private List<List<Object>> rows(String columns) {
    return questDb.sql("select " + columns + " from telemetry where session = " + session);
  }

  @Test
  void theColumnsHoldWhatTheVehicleSent() {
    TestBatch batch = TestBatch.of("RVN000000007", now).numbered(session, 42);
    List<Object> expected = new ArrayList<>();
    for (Signal signal : CATALOGUE.signals()) {
      double value = signal.index() * 1.1 + 0.2;
      batch.with(signal.path(), value);
      expected.add(value);
    }
    assertThat(write(batch.bytes())).isInstanceOf(Written.class);
    assertRows(1);
    List<String> columns = CATALOGUE.signals().stream().map(s -> '"' + s.alias() + '"').toList();
    assertThat(rows(String.join(", ", columns)).get(0)).isEqualTo(expected);
    Instant time = Instant.parse((String) rows("timestamp").get(0).get(0));
    assertThat(time).isEqualTo(Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.MILLIS));
    assertThat(rows("vin, sequence").get(0)).containsExactly("RVN000000007", 42L);
  }

  @Test
  void anUnknownSensorIsARowOfItsOwnTable() {
    String vin = "unknown-" + session;
    byte[] payload =
        TestBatch.of(vin, now)
            .with("timestamp", 1.5)
            .with("speed", 2.5)
            .with("Vehicle.Speed", 3.5)
            .numbered(session, 1)
            .bytes();
    write(payload);
    write(payload);
    assertRows(1);
    assertThat(rows("speed").get(0)).containsExactly(3.5);
    assertThat(
            questDb.sql(
                "select sensor_id, \"value\" from telemetry_other where vin = '"
                    + vin
                    + "' order by sensor_id"))
        .containsExactly(List.of("speed", 2.5), List.of("timestamp", 1.5));
  }

  @Test
  void everyVehicleIdComesBackAsItIs() {
    List<String> ids =
        List.of(
            "a,b",
            "a b",
            "a=b",
            "a\\b",
            "a\\",
            "a\\\\",
            "a\\,b",
            "a\\ b",
            "a\\=b",
            "\\",
            "\\\\\\",
            "a\"b",
            "\"",
            "'",
            "'; drop table telemetry",
            "é",
            "日本",
            "😀",
            "\u202ex",
            " lead",
            "trail ",
            ",",
            "=",
            "a\\nb",
            "#c",
            "null",
            "NaN",
            "1i",
            "é\\",
            "x".repeat(64));
    byte[][] payloads =
        IntStream.range(0, ids.size())
            .mapToObj(i -> batch(ids.get(i), i + 1).bytes())
            .toArray(byte[][]::new);
    assertThat(write(payloads)).isInstanceOf(Written.class);
    assertRows(ids.size());
    assertThat(rows("vin, sequence").stream().map(row -> row.get(0)))
        .containsExactlyInAnyOrderElementsOf(ids);
    for (List<Object> row : rows("vin, sequence")) {
      assertThat(row.get(0)).isEqualTo(ids.get((int) ((Long) row.get(1) - 1)));
    }
  }

  @Test
  void everyDoubleComesBackAsItIs() {
    double[] values = {0.1 + 0.2, 1.0 / 3, -0.0, 1e300, 4.5e-300, 123456.789, 9007199254740993.0};
    byte[][] payloads =
        IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    TestBatch.of("d" + i, now)
                        .with("Vehicle.Speed", values[i])
                        .numbered(session, i)
                        .bytes())
            .toArray(byte[][]::new);
    assertThat(write(payloads)).isInstanceOf(Written.class);
    assertRows(values.length);
    for (int i = 0; i < values.length; i++) {
      String equal =
          "select count() from telemetry where session = %d and sequence = %d and speed = %s"
              .formatted(session, i, values[i]);
      assertThat(questDb.count(equal)).as("%s", values[i]).isEqualTo(1);
    }
  }

  @Test
  void aSequenceBeyondTheSignedRangeKeepsItsBits() {
    write(batch("a", -2L).bytes());
    assertRows(1);
    assertThat(rows("sequence").get(0)).containsExactly(-2L);
  }

  @Test
  void aTimeBefore1970IsRefused() {
    byte[] payload = TestBatch.of("a", -5).with("Vehicle.Speed", 1).numbered(session, 1).bytes();
    WriteOutcome outcome = write(batch("b", 1).bytes(), payload);
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(((Refused) outcome).message()).contains("1970");
  }

  @Test
  void noWriteMakesATableOrAColumn() {
    tsdb.backlog();
    for (String line : List.of("nonsense,vin=a v=1 1\n", "telemetry,vin=a nonsense=1 1\n")) {
      byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      assertThat(tsdb.write(bytes, 0, bytes.length)).isInstanceOf(Refused.class);
    }
    assertThat(questDb.count("select count() from tables() where table_name = 'nonsense'"))
        .isZero();
  }

  private WriteOutcome write(Alert... alerts) {
    LineBuffer lines = new LineBuffer();
    AlertRenderer renderer = tsdb.alertRenderer();
    for (Alert alert : alerts) {
      assertThat(renderer.render(alert, lines)).isEqualTo(Rendering.RENDERED);
    }
    return tsdb.write(lines.bytes(), 0, lines.length());
  }

  @Test
  void anEpisodeIsTwoRowsHoweverOftenItIsWritten() {
    String vin = "ep \"i\" \\ sode-" + session;
    Alert raised = TestAlert.raised(vin, now);
    Alert resolved = TestAlert.resolved(vin, now, now + 5_000);
    assertThat(write(raised, raised)).isInstanceOf(Written.class);
    assertThat(write(resolved, raised, resolved)).isInstanceOf(Written.class);
    String ours = " from alerts where vin = '" + vin + "'";
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(tsdb.backlog()).isEqualTo(Backlog.NONE));
    assertThat(
            questDb.sql(
                "select \"rule\", \"signal\", \"level\", \"type\", id, \"value\", message,"
                    + " cast(raised_at as long) / 1000, cast(timestamp as long) / 1000"
                    + ours
                    + " order by timestamp"))
        .containsExactly(
            List.of(
                "battery_overheat",
                "battery_temperature",
                "CRITICAL",
                "CRITICAL",
                raised.id(),
                58.9,
                raised.message(),
                now,
                now),
            List.of(
                "battery_overheat",
                "battery_temperature",
                "CRITICAL",
                "RESOLVED",
                raised.id(),
                55.9,
                resolved.message(),
                now,
                now + 5_000));
  }

  @Test
  void alertsAreKeptForAMonth() {
    tsdb.backlog();
    assertThat((String) questDb.sql("show create table alerts").get(0).get(0))
        .contains("PARTITION BY DAY")
        .containsPattern("TTL (30 DAYS|720 HOURS|1 MONTH)")
        .contains("DEDUP UPSERT KEYS(");
  }

  @Test
  void tablesExpireAndAreMadeOnce() {
    tsdb.backlog();
    Tsdb.open(QuestDbForTests.config(questDb.config().url(), Duration.ofHours(48)), CATALOGUE)
        .backlog();
    await()
        .untilAsserted(
            () ->
                assertThat((String) questDb.sql("show create table telemetry").get(0).get(0))
                    .contains("PARTITION BY HOUR")
                    .contains("TTL 2 DAY")
                    .contains("DEDUP UPSERT KEYS(timestamp,vin,batch)"));
  }
}
