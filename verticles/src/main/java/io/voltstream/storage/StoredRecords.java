package io.voltstream.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Counts the records of one topic that are rows, and how old they were when the database had
 * confirmed them. Two ages: since the receipt, by the clocks of our own machines, is what this
 * system took; since the event, by the vehicle's clock, has in it what that clock is off and the
 * time that a vehicle was without a network. Thread-safe.
 */
final class StoredRecords {
  private static final double[] BUCKETS_S = {
    0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 3_600
  };

  private final Counter rows;
  private final Timer sinceEvent;
  private final Timer sinceReceipt;

  /**
   * @param record what one record is: batch or alert
   * @param rows counts the records that are rows
   */
  StoredRecords(MeterRegistry registry, String record, Counter rows) {
    this.rows = rows;
    sinceEvent = age(registry, record, "event");
    sinceReceipt = age(registry, record, "receipt");
  }

  private static Timer age(MeterRegistry registry, String record, String since) {
    return Timer.builder("voltstream.storage.age")
        .description("From an event, or its receipt, to the database's word that it has the row")
        .tag("record", record)
        .tag("since", since)
        .serviceLevelObjectives(
            DoubleStream.of(BUCKETS_S)
                .mapToObj(seconds -> Duration.ofMillis((long) (seconds * 1_000)))
                .toArray(Duration[]::new))
        .register(registry);
  }

  /**
   * The database has confirmed these records of the write, but for those that are refused.
   *
   * @param now Unix milliseconds
   */
  void stored(PendingWrite write, int first, int end, long now) {
    long count = 0;
    for (int i = first; i < end; i++) {
      TakenRecord record = write.record(i);
      if (!record.isRefused()) {
        count++;
        record(sinceEvent, now - record.happenedAt());
        record(sinceReceipt, now - record.receivedAt());
      }
    }
    rows.increment(count);
  }

  /** A clock that is ahead would give less than nothing. */
  private static void record(Timer age, long millis) {
    age.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  /** Records that are rows, since the start. */
  long count() {
    return (long) rows.count();
  }
}
