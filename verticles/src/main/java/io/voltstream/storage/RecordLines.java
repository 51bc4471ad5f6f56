package io.voltstream.storage;

import io.voltstream.tsdb.LineBuffer;
import io.voltstream.tsdb.Rendering;

/**
 * What one topic's records become in the database. Holds the record that was read last; not
 * thread-safe.
 */
sealed interface RecordLines permits BatchLines, AlertLines {
  /**
   * Reads a record's value.
   *
   * @param value may be null
   * @return what is wrong with it, or null when it has lines
   */
  String read(byte[] value);

  /** When what the record says happened, by the vehicle's clock, in Unix milliseconds. */
  long happenedAt();

  /** How many lines the record needs that was read last. */
  int lines();

  /** Appends them. When the answer is not RENDERED, nothing was appended. */
  Rendering render(LineBuffer out);
}
