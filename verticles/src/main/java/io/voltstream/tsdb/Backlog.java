package io.voltstream.tsdb;

import java.util.List;
import java.util.Optional;

/**
 * What the database has taken but cannot be queried yet.
 *
 * @param pendingTransactions writes that are in QuestDB's log and not in the table; 0 for InfluxDB
 * @param suspendedTables tables whose log is no longer applied
 * @param rollupFault why the database no longer rolls up what it takes, which it stores all the
 *     same
 */
public record Backlog(
    long pendingTransactions, List<String> suspendedTables, Optional<String> rollupFault) {
  /** For a database that answers a write only once its rows can be queried. */
  public static final Backlog NONE = new Backlog(0, List.of(), Optional.empty());
}
