package io.voltstream.storage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.LeaseForTests;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbConfig;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Storage without Kafka: records come from the test, letters are kept. */
final class WorkerRig {
  static final Duration FLUSH_AFTER = Duration.ofSeconds(1);
  private static final Duration CONFIRMATION = Duration.ofMillis(50);

  final LeaseForTests lease = new LeaseForTests(3);
  final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
  final Queue<Throwable> letterFailures = new ConcurrentLinkedQueue<>();
  final AtomicInteger lettersAsked = new AtomicInteger();
  volatile CompletableFuture<Void> confirmation = CompletableFuture.completedFuture(null);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final BacklogWatch watch;
  final RowStore rows;
  final WriterPool writers;
  final StorageWorker worker;
  private final Tsdb tsdb;
  private long offset;

  WorkerRig(TsdbConfig database, int rowsPerWrite, int writesInFlight) {
    StorageConfig config =
        new StorageConfig("voltstream-storage", 1, rowsPerWrite, FLUSH_AFTER, writesInFlight);
    SignalCatalogue catalogue = SignalCatalogue.load();
    StorageMetrics metrics = new StorageMetrics(registry);
    tsdb = Tsdb.open(database, catalogue);
    watch = new BacklogWatch(tsdb);
    rows = new RowStore(tsdb, watch, metrics, metrics.batches());
    writers =
        new WriterPool(
            "telemetry-raw",
            writesInFlight,
            rows,
            new DeadLetterOffice(this::keep, CONFIRMATION, metrics),
            metrics);
    worker =
        new StorageWorker(
            config, new BatchLines(new BatchReader(catalogue), tsdb.renderer()), writers);
  }

  private CompletionStage<Void> keep(DeadLetter letter) {
    Throwable failure = letterFailures.poll();
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    lettersAsked.incrementAndGet();
    return confirmation.thenRun(() -> letters.add(letter));
  }

  /** The next record of the partition. */
  void take(byte[] value) {
    worker.take(lease.lease(), offset++, 1_000 + offset, new byte[] {'k'}, value);
  }

  long taken() {
    return offset;
  }

  /** Time passes until a waiting write is old enough. */
  void letOldOnesGo() {
    worker.tick(System.nanoTime() + FLUSH_AFTER.toNanos());
  }

  double counted(String meter, String... tags) {
    return registry.get(meter).tags(tags).counter().count();
  }

  void close() throws InterruptedException {
    writers.interrupt();
    tsdb.close();
    writers.awaitEnd();
  }
}
