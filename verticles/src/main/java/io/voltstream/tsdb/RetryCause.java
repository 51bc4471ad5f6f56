package io.voltstream.tsdb;

import java.util.Locale;

/** Why a write has to be repeated. */
public enum RetryCause {
  /** No answer: nothing listens, the connection broke, the time-out passed. */
  UNREACHABLE,
  /** The database asks for patience: 429, 503. */
  BUSY,
  /** The database failed: any other 5xx. */
  SERVER_ERROR,
  /** Wrong token, organisation, bucket or tables: goes away when somebody corrects a setting. */
  CONFIGURATION,
  /** QuestDB takes rows but no longer puts them into the table. */
  SUSPENDED;

  /** As metric label: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
