package io.voltstream.api;

import io.voltstream.tsdb.TsdbConfig;
import java.time.Duration;

/**
 * How the database is read for those who look at the page.
 *
 * @param database where it is
 * @param deadline how long an answer may take
 * @param atOnce how many answers are worked on at the same time
 */
public record ReadConfig(TsdbConfig database, Duration deadline, int atOnce) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public ReadConfig {
    require(
        deadline.toMillis() >= 100 && deadline.toMinutes() < 5,
        "READ_TIMEOUT",
        deadline,
        "100 ms to 5 minutes");
    require(atOnce >= 1 && atOnce <= 64, "READS_AT_ONCE", atOnce, "1 to 64");
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
