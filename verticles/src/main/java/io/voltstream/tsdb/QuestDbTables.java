package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String BOTH =
      " where name in ('" + Tables.TELEMETRY + "', '" + Tables.OTHER + "')";
  private static final Set<String> KEYS = Set.of("timestamp", "vin", "batch");
  private static final Set<String> OTHER_KEYS = Set.of("timestamp", "vin", "batch", "sensor_id");

  private final QuestDbSql sql;
  private final SignalCatalogue catalogue;
  private final String ttl;
  private final Runnable onMade;
  private volatile boolean sound;
  private volatile long made;
  private boolean expires;

  /**
   * @param onMade told after tables or columns were made
   */
  QuestDbTables(QuestDbSql sql, SignalCatalogue catalogue, Duration rawTtl, Runnable onMade) {
    this.onMade = onMade;
    this.sql = sql;
    this.catalogue = catalogue;
    this.ttl = "ttl " + rawTtl.toHours() + " hours";
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
    List<List<Object>> existing = sql.run("select name from wal_tables()" + BOTH);
    make(Tables.TELEMETRY, telemetry(), existing);
    make(Tables.OTHER, other(), existing);
    expires = true;
    addColumns(columns(Tables.TELEMETRY, KEYS));
    columns(Tables.OTHER, OTHER_KEYS);
  }

  private void make(String table, String ddl, List<List<Object>> existing) {
    if (!existing.contains(List.<Object>of(table))) {
      sql.run(ddl);
      log.info("made table {}, {}", table, ttl);
      changed();
    } else if (!expires) {
      // It may have been made under another setting.
      sql.run("alter table " + table + " set " + ttl);
    }
  }

  private void changed() {
    made++;
    onMade.run();
  }

  /** Batch and names that we choose are quoted: some are words of SQL. */
  private String telemetry() {
    String signals =
        catalogue.signals().stream()
            .map(signal -> ", \"" + signal.alias() + "\" double")
            .collect(Collectors.joining());
    return "create table if not exists "
        + Tables.TELEMETRY
        + " (timestamp timestamp, vin symbol capacity 16384, \"batch\" long, sequence long,"
        + " session long"
        + signals
        + ") timestamp(timestamp) partition by hour "
        + ttl
        + " wal dedup upsert keys(timestamp, vin, \"batch\")";
  }

  private String other() {
    return "create table if not exists "
        + Tables.OTHER
        + " (timestamp timestamp, vin symbol capacity 16384, sensor_id symbol capacity 1024,"
        + " \"batch\" long, \"value\" double) timestamp(timestamp) partition by hour "
        + ttl
        + " wal dedup upsert keys(timestamp, vin, \"batch\", sensor_id)";
  }

  /** The types of a table's columns; refuses a table that does not have our keys. */
  private Map<String, String> columns(String table, Set<String> keys) {
    Map<String, String> types = new HashMap<>();
    Map<String, Boolean> isKey = new HashMap<>();
    for (List<Object> row :
        sql.run("select \"column\", type, upsertKey from table_columns('" + table + "')")) {
      types.put((String) row.get(0), (String) row.get(1));
      isKey.put((String) row.get(0), (Boolean) row.get(2));
    }
    isKey.values().removeIf(key -> !key);
    if (!isKey.keySet().equals(keys)) {
      throw notOurs(table, "its rows are told apart by " + isKey.keySet() + ", not by " + keys);
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
        sql.run("select name, suspended, sequencerTxn - writerTxn from wal_tables()" + BOTH);
    if (rows.size() < 2) {
      doubt();
    }
    return new Backlog(
        rows.stream().mapToLong(row -> (Long) row.get(2)).sum(),
        rows.stream().filter(row -> (Boolean) row.get(1)).map(row -> (String) row.get(0)).toList());
  }
}
