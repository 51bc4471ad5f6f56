package io.voltstream.tsdb;

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
  INFLUX_NARROW
}
