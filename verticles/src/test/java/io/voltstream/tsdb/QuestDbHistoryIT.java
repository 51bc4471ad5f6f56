package io.voltstream.tsdb;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class QuestDbHistoryIT extends FleetHistoryContract {
  private static final long NEWEST = Math.floorDiv(System.currentTimeMillis(), HOUR) * HOUR - HOUR;
  private static final AtomicLong HOURS = new AtomicLong(NEWEST);
  @TempDir static Path temp;
  private static QuestDbForTests questDb;
  private static Tsdb tsdb;
  private static FleetHistory history;

  @BeforeAll
  static void start() {
    questDb = new QuestDbForTests(temp);
    // Each test takes two of the hours that are kept.
    TsdbConfig config =
        QuestDbForTests.config(questDb.config().url(), java.time.Duration.ofDays(9));
    tsdb = Tsdb.open(config, CATALOGUE);
    history = FleetHistory.open(config, CATALOGUE, DEADLINE);
  }

  @AfterAll
  static void stop() {
    history.close();
    tsdb.close();
    questDb.close();
  }

  @Override
  Tsdb tsdb() {
    return tsdb;
  }

  @Override
  FleetHistory history() {
    return history;
  }

  @Override
  FleetHistory nowhere() {
    return FleetHistory.open(QuestDbForTests.nobody(), CATALOGUE, DEADLINE);
  }

  @Override
  long nextHour() {
    return HOURS.addAndGet(-3 * HOUR);
  }

  @Override
  void rollUp(long from, long to) {
    refresh("telemetry_1m");
    refresh("telemetry_1h");
  }

  private static void refresh(String view) {
    questDb.sql("refresh materialized view " + view + " incremental");
    await()
        .until(
            () ->
                questDb.count(
                        "select count() from materialized_views() where view_status = 'valid'"
                            + " and refresh_base_table_txn = base_table_txn and view_name = '"
                            + view
                            + "'")
                    == 1);
  }
}
