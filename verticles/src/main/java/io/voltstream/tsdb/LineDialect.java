package io.voltstream.tsdb;

import java.time.Instant;

/** How the databases differ in the lines that they want for a batch. */
enum LineDialect {
  /**
   * Time stamps in milliseconds; a column {@code batch} tells batches of one millisecond apart. A
   * backslash escapes any character, itself too.
   */
  QUESTDB,
  /**
   * Time stamps in nanoseconds, whose last six digits tell batches of one millisecond apart. A
   * backslash escapes comma, space and equals sign only; otherwise it stands for itself.
   */
  INFLUX_WIDE,
  /** The same with one line per signal, as the original wrote it. */
  INFLUX_NARROW;

  static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LAST_QUESTDB_MILLI =
      Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long LAST_INFLUX_MILLI = Long.MAX_VALUE / NANOS_PER_MILLI - 1;

  /** Whether a time, in Unix milliseconds, can be put into a line. */
  boolean canStore(long timestamp) {
    long last = this == QUESTDB ? LAST_QUESTDB_MILLI : LAST_INFLUX_MILLI;
    return timestamp <= last && timestamp >= -LAST_INFLUX_MILLI;
  }

  /** Whether a tag's value can be put into a line such that it is read as it was. */
  boolean canTag(byte[] bytes, int offset, int length) {
    return this == QUESTDB || !hasAmbiguousBackslash(bytes, offset, offset + length);
  }

  private static boolean hasAmbiguousBackslash(byte[] bytes, int offset, int end) {
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\\') {
        byte next = i + 1 < end ? bytes[i + 1] : (byte) ' ';
        if (next == ',' || next == ' ' || next == '=') {
          return true;
        }
      }
    }
    return false;
  }
}
