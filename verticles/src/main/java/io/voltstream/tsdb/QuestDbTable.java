package io.voltstream.tsdb;

import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of our tables as we make it.
 *
 * @param name the table's
 * @param columns in SQL, without the time stamp, which is first
 * @param partition hour or day
 * @param ttl how long rows are kept, whole hours
 * @param keys what tells rows apart: a row with the same takes the place of the one before
 */
record QuestDbTable(String name, String columns, String partition, Duration ttl, Set<String> keys) {
  private static final Duration ALERT_TTL = Duration.ofDays(30);

  /** Batch and names that we choose are quoted: some are words of SQL. */
  static QuestDbTable telemetry(SignalCatalogue catalogue, Duration ttl) {
    String signals =
        catalogue.signals().stream()
            .map(signal -> ", \"" + signal.alias() + "\" double")
            .collect(Collectors.joining());
    return new QuestDbTable(
        Tables.TELEMETRY,
        "vin symbol capacity 16384, \"batch\" long, sequence long, session long" + signals,
        "hour",
        ttl,
        Set.of("timestamp", "vin", "batch"));
  }

  static QuestDbTable other(Duration ttl) {
    return new QuestDbTable(
        Tables.OTHER,
        "vin symbol capacity 16384, sensor_id symbol capacity 1024, \"batch\" long,"
            + " \"value\" double",
        "hour",
        ttl,
        Set.of("timestamp", "vin", "batch", "sensor_id"));
  }

  /** A rule can change a signal of a vehicle but once at a time, so the id need not be a key. */
  static QuestDbTable alerts() {
    return new QuestDbTable(
        Tables.ALERTS,
        "vin symbol capacity 16384, \"rule\" symbol, \"signal\" symbol, \"level\" symbol,"
            + " \"type\" symbol, id varchar, \"value\" double, message varchar,"
            + " raised_at timestamp",
        "day",
        ALERT_TTL,
        Set.of("timestamp", "vin", "rule", "signal", "type"));
  }

  /** The statement that makes it. */
  String ddl() {
    String quoted = keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
    return "create table if not exists %s (timestamp timestamp, %s) timestamp(timestamp)"
            .formatted(name, columns)
        + " partition by %s %s wal dedup upsert keys(%s)".formatted(partition, ttlInSql(), quoted);
  }

  /** As in the statement that makes or changes it. */
  String ttlInSql() {
    return "ttl " + ttl.toHours() + " hours";
  }
}
