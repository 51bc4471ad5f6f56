package io.voltstream.tsdb;

import java.util.List;

/**
 * What the database has taken but cannot be queried yet.
 *
 * @param pendingTransactions writes that are in QuestDB's log and not in the table; 0 for InfluxDB
 * @param suspendedTables tables whose log is no longer applied
 */
public record Backlog(long pendingTransactions, List<String> suspendedTables) {
  /** For a database that answers a write only once its rows can be queried. */
  public static final Backlog NONE = new Backlog(0, List.of());
}
