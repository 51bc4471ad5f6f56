package io.voltstream.spine;

/** Why a record went to the dead-letter topic. */
public enum DeadLetterReason {
  /** No value, or bytes that are not a batch that ingest would accept, or not an alert. */
  MALFORMED,
  /** The database refuses the row for good. */
  DATABASE_REFUSED;

  /** As header and metric label: lower case. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
