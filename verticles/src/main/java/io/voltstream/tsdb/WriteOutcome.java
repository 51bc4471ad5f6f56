package io.voltstream.tsdb;

import java.time.Duration;

/** What became of one write. */
public sealed interface WriteOutcome {
  /** The database has all rows. */
  record Written() implements WriteOutcome {}

  /**
   * It is not known whether the database has the rows: write them again, which makes no second row.
   *
   * @param after how long the database asks to be left alone; zero when it does not say
   * @param why one line for people
   */
  record Retry(Duration after, RetryCause cause, String why) implements WriteOutcome {}

  /**
   * The database will not have at least one of these rows as it is, ever.
   *
   * @param message the database's own words
   */
  record Refused(String message) implements WriteOutcome {}
}
