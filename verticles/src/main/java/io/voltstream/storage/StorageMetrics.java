package io.voltstream.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voltstream.tsdb.RetryCause;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What storage shows. Alert when lag grows for minutes, or when retries do not stop. */
final class StorageMetrics {
  private final StoredRecords batches;
  private final StoredRecords alerts;
  private final Counter writes;
  private final Timer writeTime;
  private final Map<RetryCause, Counter> retries = new EnumMap<>(RetryCause.class);
  private final Counter deadLetterRetries;
  private final Counter failures;

  StorageMetrics(MeterRegistry registry) {
    Counter rows = counter(registry, "voltstream.storage.rows", "Batches stored");
    batches = new StoredRecords(registry, "batch", rows);
    Counter alertRows = counter(registry, "voltstream.storage.alerts", "Alert records stored");
    alerts = new StoredRecords(registry, "alert", alertRows);
    writes = counter(registry, "voltstream.storage.writes", "Write requests, repeated ones too");
    failures = counter(registry, "voltstream.storage.failures", "Faults of our own code");
    writeTime =
        Timer.builder("voltstream.storage.write.duration")
            .description("From sending a write to its answer")
            .publishPercentileHistogram()
            .register(registry);
    for (RetryCause cause : RetryCause.values()) {
      retries.put(cause, retryCounter(registry, cause.label()));
    }
    deadLetterRetries = retryCounter(registry, "dead_letter");
  }

  /**
   * @param lag as in {@link StorageTotals#lag}
   */
  void showLag(MeterRegistry registry, LongSupplier lag) {
    Gauge.builder(
            "voltstream.storage.lag", lag, l -> l.getAsLong() < 0 ? Double.NaN : l.getAsLong())
        .description("Records not finished and database transactions that cannot be queried yet")
        .strongReference(true)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static Counter retryCounter(MeterRegistry registry, String cause) {
    return Counter.builder("voltstream.storage.retries")
        .description("Waits before something was tried again")
        .tag("cause", cause)
        .register(registry);
  }

  /** Counts and times requests. */
  Timer writes() {
    return writeTime;
  }

  void requested() {
    writes.increment();
  }

  /** Batches that are rows. */
  StoredRecords batches() {
    return batches;
  }

  /** Alert records that are rows. */
  StoredRecords alerts() {
    return alerts;
  }

  /** Batches stored since the start. */
  long stored() {
    return batches.count();
  }

  void retried(RetryCause cause) {
    retries.get(cause).increment();
  }

  void deadLetterRetried() {
    deadLetterRetries.increment();
  }

  void failed() {
    failures.increment();
  }
}
