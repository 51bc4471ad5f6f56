package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One row per vehicle and minute, made by QuestDB itself from the raw rows. It keeps count and sum,
 * not the mean, so that a mean over many rows weighs each reading alike.
 *
 * <p>Source: questdb.com/docs/query/sql/create-mat-view.
 */
final class QuestDbRollup {
  private static final Logger log = LoggerFactory.getLogger(QuestDbRollup.class);
  private static final Duration TTL = Duration.ofDays(30);

  private final QuestDbSql sql;
  private final SignalCatalogue catalogue;
  private final Duration rawTtl;
  private boolean limited;

  QuestDbRollup(QuestDbSql sql, SignalCatalogue catalogue, Duration rawTtl) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.rawTtl = rawTtl;
  }

  /** Makes it when it is missing; its first rows are made of the raw rows that are there. */
  void ensure() {
    if (sql.run("select view_name from materialized_views() where view_name = " + quoted())
        .isEmpty()) {
      sql.run(ddl());
      log.info("made the rollup {}, kept for {} days", Tables.ROLLUP, TTL.toDays());
      limited = false;
    }
    if (!limited) {
      sql.run("alter materialized view " + Tables.ROLLUP + " set refresh limit " + limit());
      limited = true;
    }
  }

  /** Once a minute: after each write it would aggregate the same minute dozens of times. */
  private String ddl() {
    String signals = catalogue.signals().stream().map(this::columns).collect(Collectors.joining());
    return "create materialized view if not exists %s with base %s refresh every 1m as ("
            .formatted(Tables.ROLLUP, Tables.TELEMETRY)
        + "select timestamp, vin, count() batches%s from %s sample by 1m) partition by day ttl %d days"
            .formatted(signals, Tables.TELEMETRY, TTL.toDays());
  }

  private String columns(Signal signal) {
    return (", count(\"%1$s\") \"%1$s_count\", sum(\"%1$s\") \"%1$s_sum\","
            + " min(\"%1$s\") \"%1$s_min\", max(\"%1$s\") \"%1$s_max\"")
        .formatted(signal.alias());
  }

  /**
   * A late row makes its minute be aggregated anew, from the raw rows that are left: where those
   * have expired, the minute would lose what it had.
   */
  private String limit() {
    return Math.max(1, rawTtl.toHours() - 1) + " hours";
  }

  /** Why it no longer grows; empty when it does. */
  Optional<String> fault() {
    List<List<Object>> rows =
        sql.run(
            "select invalidation_reason from materialized_views() where view_status = 'invalid'"
                + " and view_name = "
                + quoted());
    return rows.stream()
        .findFirst()
        .map(
            row ->
                "QuestDB no longer fills %1$s (%2$s): refresh materialized view %1$s full; that"
                        .formatted(Tables.ROLLUP, row.get(0))
                    + " makes it anew from the raw rows that are left");
  }

  private static String quoted() {
    return SqlText.quoted(Tables.ROLLUP);
  }
}
