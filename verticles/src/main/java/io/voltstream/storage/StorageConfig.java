package io.voltstream.storage;

import java.time.Duration;

/**
 * How batches, and alerts, go to the database.
 *
 * @param group name of the consumer group of telemetry
 * @param instances members of the group in this process
 * @param rowsPerWrite the most rows of one write
 * @param flushAfter how long a row waits at most for its write to fill
 * @param writesInFlight writes that one instance has under way at once
 */
public record StorageConfig(
    String group, int instances, int rowsPerWrite, Duration flushAfter, int writesInFlight) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public StorageConfig {
    require(
        group.matches("[A-Za-z0-9._-]{1,190}"), "STORAGE_GROUP", group, "a consumer group's name");
    require(instances >= 1 && instances <= 64, "STORAGE_INSTANCES", instances, "1 to 64");
    require(
        rowsPerWrite >= 1 && rowsPerWrite <= 100_000,
        "STORAGE_ROWS_PER_WRITE",
        rowsPerWrite,
        "1 to 100000");
    require(
        flushAfter.toMillis() >= 1 && flushAfter.toSeconds() <= 60,
        "STORAGE_FLUSH_AFTER",
        flushAfter,
        "1 ms to 60 s");
    require(
        writesInFlight >= 1 && writesInFlight <= 16,
        "STORAGE_WRITES_IN_FLIGHT",
        writesInFlight,
        "1 to 16");
  }

  /**
   * How alerts go there: they are few. Their group is this one's with {@code -alerts} behind it.
   */
  StorageConfig forAlerts() {
    return new StorageConfig(group + "-alerts", 1, rowsPerWrite, flushAfter, 1);
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
