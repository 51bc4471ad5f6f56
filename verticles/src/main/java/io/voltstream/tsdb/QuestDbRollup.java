package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One row per vehicle and minute, or hour, made by QuestDB itself from finer rows. It keeps count
 * and sum, not the mean, so that a mean over many rows weighs each reading alike.
 *
 * <p>Source: questdb.com/docs/query/sql/create-mat-view.
 */
final class QuestDbRollup {
  private static final Logger log = LoggerFactory.getLogger(QuestDbRollup.class);
  private static final Duration TTL = Duration.ofDays(30);

  private final QuestDbSql sql;
  private final SignalCatalogue catalogue;
  private final QuestDbRows rows;
  private final Duration baseTtl;
  private boolean limited;

  private QuestDbRollup(
      QuestDbSql sql, SignalCatalogue catalogue, QuestDbRows rows, Duration baseTtl) {
    this.sql = sql;
    this.catalogue = catalogue;
    this.rows = rows;
    this.baseTtl = baseTtl;
  }

  /** All of them, in the order in which they have to be made. */
  static List<QuestDbRollup> all(QuestDbSql sql, SignalCatalogue catalogue, Duration rawTtl) {
    return List.of(
        new QuestDbRollup(sql, catalogue, QuestDbRows.MINUTES, rawTtl),
        new QuestDbRollup(sql, catalogue, QuestDbRows.HOURS, TTL));
  }

  /** Makes it when it is missing; its first rows are made of the finer rows that are there. */
  void ensure() {
    if (sql.run("select view_name from materialized_views() where view_name = " + quoted())
        .isEmpty()) {
      sql.run(ddl());
      log.info("made the rollup {}, kept for {} days", rows.table(), TTL.toDays());
      limited = false;
    }
    if (!limited) {
      sql.run("alter materialized view " + rows.table() + " set refresh limit " + limit());
      limited = true;
    }
  }

  /** The signals of which it has nothing, as it was made before they came into the catalogue. */
  List<Signal> missing() {
    List<Signal> missing = new ArrayList<>(catalogue.signals());
    missing.removeAll(rows.known(catalogue.signals(), sql.columns(rows.table())));
    return missing;
  }

  /** Once a minute: after each write it would aggregate the same minute dozens of times. */
  private String ddl() {
    QuestDbRows base = rows.base();
    String signals = figured(base).stream().map(base::columns).collect(Collectors.joining(", "));
    return "create materialized view if not exists %s with base %s refresh every 1m as ("
            .formatted(rows.table(), base.table())
        + "select timestamp, vin, %s batches, %s from %s sample by %s) partition by day ttl %d days"
            .formatted(base.events(), signals, base.table(), rows.unit(), TTL.toDays());
  }

  /**
   * Raw rows have a column for every signal, if not yet then in a moment: until then making the
   * rollup fails, and is tried again.
   */
  private List<Signal> figured(QuestDbRows base) {
    return base == QuestDbRows.RAW
        ? catalogue.signals()
        : base.known(catalogue.signals(), sql.columns(base.table()));
  }

  /**
   * A late row makes its minute be aggregated anew, from the raw rows that are left: where those
   * have expired, the minute would lose what it had.
   */
  private String limit() {
    return Math.max(1, baseTtl.toHours() - 1) + " hours";
  }

  /** Why it no longer grows; empty when it does. */
  Optional<String> fault() {
    List<List<Object>> found =
        sql.run(
            "select invalidation_reason from materialized_views() where view_status = 'invalid'"
                + " and view_name = "
                + quoted());
    return found.stream()
        .findFirst()
        .map(
            row ->
                "QuestDB no longer fills %1$s (%2$s): refresh materialized view %1$s full; that"
                        .formatted(rows.table(), row.get(0))
                    + " makes it anew from the rows of "
                    + rows.base().table()
                    + " that are left");
  }

  private String quoted() {
    return SqlText.quoted(rows.table());
  }
}
