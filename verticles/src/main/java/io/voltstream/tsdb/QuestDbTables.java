package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * QuestDB's tables, made by us before the first row: a write to a missing table would make one
 * without keys, and every repeated write would double its rows.
 *
 * <p>Source: questdb.com/docs/reference/sql/create-table.
 */
final class QuestDbTables {
  private static final Logger log = LoggerFactory.getLogger(QuestDbTables.class);

  private final QuestDbSql sql;
  private final SignalCatalogue catalogue;
  private final QuestDbTable telemetry;
  private final List<QuestDbTable> tables;
  private final List<QuestDbRollup> rollups;
  private final String ours;
  private final Runnable onMade;
  private volatile boolean sound;
  private volatile long made;
  private boolean expires;
  private boolean lackSaid;

  /**
   * @param onMade told after tables or columns were made
   */
  QuestDbTables(QuestDbSql sql, SignalCatalogue catalogue, Duration rawTtl, Runnable onMade) {
    this.onMade = onMade;
    this.sql = sql;
    this.catalogue = catalogue;
    this.telemetry = QuestDbTable.telemetry(catalogue, rawTtl);
    this.tables = List.of(telemetry, QuestDbTable.other(rawTtl), QuestDbTable.alerts());
    this.rollups = QuestDbRollup.all(sql, catalogue, rawTtl);
    this.ours =
        tables.stream()
            .map(table -> "'" + table.name() + "'")
            .collect(Collectors.joining(", ", " where name in (", ")"));
  }

  /** The tables may have gone, with the database or its data: look before the next write. */
  void doubt() {
    sound = false;
  }

  /**
   * Makes what is missing, unless that was looked after already.
   *
   * @return how often something was missing so far: when it differs between two calls, what the
   *     database said in between was about other tables
   * @throws TsdbException when it cannot be made, or the tables are not ours
   */
  long ensure() {
    if (!sound) {
      synchronized (this) {
        if (!sound) {
          makeWhatIsMissing();
        }
        sound = true;
      }
    }
    return made;
  }

  private void makeWhatIsMissing() {
    List<List<Object>> existing = sql.run("select name from wal_tables()" + ours);
    tables.forEach(table -> make(table, existing));
    expires = true;
    for (QuestDbTable table : tables) {
      Map<String, String> types = columns(table);
      if (table == telemetry) {
        addColumns(types);
      }
    }
    rollups.forEach(QuestDbRollup::ensure);
    sayWhatRollupsLack();
  }

  /** Once: only a person can mend it, and at a price. */
  private void sayWhatRollupsLack() {
    Set<String> missing =
        rollups.stream()
            .flatMap(rollup -> rollup.missing().stream())
            .map(Signal::alias)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty() && !lackSaid) {
      lackSaid = true;
      log.warn(
          "long ranges do not show {}: the rollups are older than that in the catalogue; see"
              + " docs/analytics.md, QuestDB, for how to have them made anew",
          missing);
    }
  }

  private void make(QuestDbTable table, List<List<Object>> existing) {
    if (!existing.contains(List.<Object>of(table.name()))) {
      sql.run(table.ddl());
      log.info("made table {}, {}", table.name(), table.ttlInSql());
      changed();
    } else if (!expires) {
      // It may have been made under another setting.
      sql.run("alter table " + table.name() + " set " + table.ttlInSql());
    }
  }

  private void changed() {
    made++;
    onMade.run();
  }

  /** The types of a table's columns; refuses a table that does not have our keys. */
  private Map<String, String> columns(QuestDbTable table) {
    Map<String, String> types = new HashMap<>();
    Map<String, Boolean> isKey = new HashMap<>();
    for (List<Object> row :
        sql.run("select \"column\", type, upsertKey from table_columns('" + table.name() + "')")) {
      types.put((String) row.get(0), (String) row.get(1));
      isKey.put((String) row.get(0), (Boolean) row.get(2));
    }
    isKey.values().removeIf(key -> !key);
    if (!isKey.keySet().equals(table.keys())) {
      throw notOurs(
          table.name(),
          "its rows are told apart by " + isKey.keySet() + ", not by " + table.keys());
    }
    return types;
  }

  private void addColumns(Map<String, String> types) {
    for (Signal signal : catalogue.signals()) {
      String type = types.get(signal.alias());
      if (type == null) {
        String column = "\"" + signal.alias() + "\" double";
        sql.run("alter table " + Tables.TELEMETRY + " add column if not exists " + column);
        log.info("added column {} to {}", signal.alias(), Tables.TELEMETRY);
        changed();
      } else if (!type.equals("DOUBLE")) {
        throw notOurs(
            Tables.TELEMETRY, "column " + signal.alias() + " is " + type + ", not DOUBLE");
      }
    }
  }

  private static TsdbException notOurs(String table, String why) {
    return new TsdbException(
        RetryCause.CONFIGURATION,
        "QuestDB has a table " + table + " that VoltStream cannot use: " + why + "; rename it",
        null);
  }

  /**
   * What is written and cannot be queried yet.
   *
   * @throws TsdbException when the database does not answer
   */
  Backlog backlog() {
    List<List<Object>> rows =
        sql.run("select name, suspended, sequencerTxn - writerTxn from wal_tables()" + ours);
    if (rows.size() < tables.size()) {
      doubt();
    }
    return new Backlog(
        rows.stream().mapToLong(row -> (Long) row.get(2)).sum(),
        rows.stream().filter(row -> (Boolean) row.get(1)).map(row -> (String) row.get(0)).toList(),
        rollups.stream().flatMap(rollup -> rollup.fault().stream()).findFirst());
  }
}
