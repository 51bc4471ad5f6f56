package io.voltstream.tsdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a QuestDB what it is and what it holds. */
final class QuestDbInspection {
  private static final String TABLES =
      "select name, suspended, sequencerTxn - writerTxn from wal_tables() where name in ('%s', '%s', '%s')"
          .formatted(Tables.TELEMETRY, Tables.OTHER, Tables.ALERTS);

  private final QuestDbSql sql;

  QuestDbInspection(TsdbConfig config) {
    this.sql = new QuestDbSql(config);
  }

  /**
   * Name and version; empty when something else answers.
   *
   * @throws TsdbException when nothing answers
   */
  Optional<String> product() {
    try {
      String build = String.valueOf(sql.run("select build()").get(0).get(0));
      // Build Information: QuestDB 9.3.1, JDK 17.0.1, Commit Hash ... but ours has no version to
      // tell.
      String version = build.replaceFirst("^Build Information: ", "").replaceFirst(",.*", "");
      return Optional.of(version.startsWith("QuestDB") ? version : "QuestDB");
    } catch (TsdbException e) {
      if (e.retryCause() == RetryCause.CONFIGURATION) {
        return Optional.empty();
      }
      throw e;
    }
  }

  DatabaseReport report(String product) {
    Instant clock = Instant.parse(String.valueOf(sql.run("select now()").get(0).get(0)));
    List<List<Object>> tables = sql.run(TABLES);
    List<String> faults = new ArrayList<>();
    for (List<Object> table : tables) {
      if ((Boolean) table.get(1)) {
        faults.add(
            "table %s is suspended, its rows cannot be queried: see QuestDB's log, then run 'alter table %s resume wal'"
                .formatted(table.get(0), table.get(0)));
      }
    }
    return new DatabaseReport(product, Optional.of(clock), stored(tables), faults);
  }

  private static String stored(List<List<Object>> tables) {
    if (tables.isEmpty()) {
      return "no tables yet, the first storage node makes them";
    }
    long behind = tables.stream().mapToLong(table -> (Long) table.get(2)).sum();
    String names =
        tables.stream()
            .map(table -> (String) table.get(0))
            .sorted()
            .collect(Collectors.joining(", "));
    return "tables " + names + "; " + behind + " writes wait in the log";
  }
}
