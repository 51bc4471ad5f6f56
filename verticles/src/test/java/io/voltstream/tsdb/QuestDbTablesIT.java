package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.WriteOutcome.Retry;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are missing, foreign, incomplete or suspended. */
class QuestDbTablesIT {
  @TempDir static Path temp;
  private static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  private static SuspendableQuestDb questDb;
  private static TsdbConfig config;
  private static QuestDbSql sql;

  private final byte[] row =
      ("telemetry,vin=a batch=1i,sequence=1i,session=1i,speed=2.5 "
              + System.currentTimeMillis()
              + "\n")
          .getBytes(US_ASCII);
  private Tsdb tsdb;

  @BeforeAll
  static void start() {
    questDb = new SuspendableQuestDb(temp);
    config = questDb.config();
    sql = new QuestDbSql(config);
  }

  @AfterAll
  static void stop() {
    questDb.close();
  }

  @BeforeEach
  void begin() {
    sql.run("drop table if exists telemetry");
    sql.run("drop table if exists telemetry_other");
    sql.run("drop table if exists alerts");
    tsdb = Tsdb.open(config, CATALOGUE);
  }

  private WriteOutcome write() {
    return tsdb.write(row, 0, row.length);
  }

  private void awaitRows(long expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> tsdb.rowsOfSession(1).getAsLong() == expected);
  }

  @Test
  void tablesThatHaveGoneAreMadeAnewInsteadOfRefusingTheRow() {
    assertThat(write()).isInstanceOf(Written.class);
    awaitRows(1);
    sql.run("drop table telemetry");
    awaitRetry();
    assertThat(write()).isInstanceOf(Written.class);
    awaitRows(1);
  }

  @Test
  void alertsHaveTheirTableMadeAnewToo() {
    LineBuffer lines = new LineBuffer();
    tsdb.alertRenderer().render(TestAlert.raised("v", System.currentTimeMillis()), lines);
    byte[] alert = Arrays.copyOf(lines.bytes(), lines.length());
    tsdb.backlog();
    sql.run("drop table alerts");
    await().until(() -> tsdb.write(alert, 0, alert.length) instanceof Retry);
    assertThat(tsdb.write(alert, 0, alert.length)).isInstanceOf(Written.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> sql.run("select count() from alerts").get(0).get(0).equals(1L));
  }

  @Test
  void aMissingColumnIsAdded() {
    tsdb.backlog();
    sql.run("alter table telemetry drop column speed");
    awaitRetry();
    assertThat(write()).isInstanceOf(Written.class);
    awaitRows(1);
    assertThat(sql.run("select speed from telemetry")).containsExactly(List.of(2.5));
  }

  /** A connection may take one more write for a table that has gone. */
  private void awaitRetry() {
    await().until(() -> write() instanceof Retry);
  }

  @Test
  void aTableWithoutOurKeysIsNotWrittenTo() {
    sql.run(
        "create table telemetry (timestamp timestamp, vin symbol) timestamp(timestamp)"
            + " partition by day wal");
    WriteOutcome outcome = write();
    assertThat(outcome).isInstanceOf(Retry.class);
    assertThat(((Retry) outcome).cause()).isEqualTo(RetryCause.CONFIGURATION);
    assertThat(((Retry) outcome).why()).contains("a table telemetry that VoltStream cannot use");
    assertThatThrownBy(() -> tsdb.backlog()).isInstanceOf(TsdbException.class);
  }

  @Test
  void aColumnOfAnotherTypeIsNamed() {
    sql.run(
        "create table telemetry (timestamp timestamp, vin symbol, \"batch\" long, speed string)"
            + " timestamp(timestamp) partition by hour wal"
            + " dedup upsert keys(timestamp, vin, \"batch\")");
    assertThat(((Retry) write()).why()).contains("column speed is STRING");
  }

  @Test
  void aSuspendedTableIsTold() {
    write();
    awaitRows(1);
    questDb.suspend();
    await().until(() -> tsdb.backlog().suspendedTables().equals(List.of("telemetry")));
    // This is why somebody has to look: the database takes the row as if nothing were wrong.
    byte[] other = new String(row, US_ASCII).replace("vin=a", "vin=b").getBytes(US_ASCII);
    assertThat(tsdb.write(other, 0, other.length)).isInstanceOf(Written.class);
    assertThat(tsdb.backlog().pendingTransactions()).isEqualTo(1);
    questDb.resume();
    awaitRows(2);
    assertThat(tsdb.backlog()).isEqualTo(Backlog.NONE);
  }
}
