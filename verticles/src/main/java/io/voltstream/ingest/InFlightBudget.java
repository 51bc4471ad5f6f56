package io.voltstream.ingest;

/**
 * Bytes that one event loop has handed to Kafka and not seen confirmed. Above the high mark its
 * streams stop reading; below the low mark they go on. Not thread-safe: one per event loop.
 */
final class InFlightBudget {
  private final long high;
  private final long low;
  private final IngestMetrics metrics;
  private long used;
  private boolean exhausted;

  /**
   * @param high bytes at which reading stops; reading goes on at half of it
   */
  InFlightBudget(long high, IngestMetrics metrics) {
    this.high = high;
    this.low = high / 2;
    this.metrics = metrics;
  }

  /** True when this take is the one that exhausted the budget. */
  boolean take(int bytes) {
    used += bytes;
    metrics.bytesInFlight(bytes);
    if (used < high || exhausted) {
      return false;
    }
    exhausted = true;
    return true;
  }

  /** True when this return is the one that lets streams go on. */
  boolean giveBack(int bytes) {
    used -= bytes;
    metrics.bytesInFlight(-bytes);
    if (used > low || !exhausted) {
      return false;
    }
    exhausted = false;
    return true;
  }

  boolean isExhausted() {
    return exhausted;
  }
}
