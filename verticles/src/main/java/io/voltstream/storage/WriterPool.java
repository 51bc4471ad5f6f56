package io.voltstream.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that write for one instance, and the writes that travel between it and them. There
 * are two writes more than threads: one that is being filled and one to go on with when it is full.
 */
final class WriterPool {
  private static final Logger log = LoggerFactory.getLogger(WriterPool.class);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration LAST_THREAD = Duration.ofSeconds(5);

  private final String topic;
  private final RowStore rows;
  private final DeadLetterOffice letters;
  private final StorageMetrics metrics;
  private final int threads;
  private final ExecutorService executor;
  private final BlockingQueue<PendingWrite> free;
  private final AtomicInteger busy = new AtomicInteger();
  private final Trouble trouble = new Trouble("storage, a fault of its own");

  WriterPool(
      String topic, int threads, RowStore rows, DeadLetterOffice letters, StorageMetrics metrics) {
    this.topic = topic;
    this.threads = threads;
    this.rows = rows;
    this.letters = letters;
    this.metrics = metrics;
    this.executor =
        Executors.newFixedThreadPool(threads, work -> new Thread(work, "storage-writer"));
    this.free = new ArrayBlockingQueue<>(threads + 2);
    for (int i = 0; i < threads + 2; i++) {
      free.add(new PendingWrite());
    }
  }

  /** Empty writes that can be taken. */
  int free() {
    return free.size();
  }

  /** An empty write; there must be a free one. */
  PendingWrite take() {
    return free.remove();
  }

  /** Whether a write that is handed on now is begun now. */
  boolean hasIdleThread() {
    return busy.get() < threads;
  }

  /** Stores the write and finishes its records, some time; then it is free again. */
  void handOn(PendingWrite write) {
    busy.incrementAndGet();
    executor.execute(() -> process(write));
  }

  private void process(PendingWrite write) {
    try {
      finish(write);
      write.clear();
      free.add(write);
    } catch (InterruptedException e) {
      // Told to stop: its records are not finished, the next owner of the partition reads them.
      Thread.currentThread().interrupt();
    } finally {
      busy.decrementAndGet();
    }
  }

  private void finish(PendingWrite write) throws InterruptedException {
    while (true) {
      try {
        rows.store(write);
        letters.send(write.letters(topic));
        write.finish();
        trouble.clear(Instant.now());
        return;
      } catch (RuntimeException | Error e) {
        // Our own fault. Giving up would lose the rows, going on would hide it.
        metrics.failed();
        log.error("a write failed, is begun anew", e);
        trouble.report(e.toString(), Instant.now());
        TimeUnit.NANOSECONDS.sleep(AFTER_FAULT.toNanos());
      }
    }
  }

  Optional<String> trouble() {
    return trouble.text();
  }

  /** Interrupts what is under way. */
  void interrupt() {
    executor.shutdownNow();
  }

  /** Waits for the interrupted threads, bounded. */
  void awaitEnd() throws InterruptedException {
    if (!executor.awaitTermination(LAST_THREAD.toSeconds(), TimeUnit.SECONDS)) {
      log.warn("a writer did not stop within {} s", LAST_THREAD.toSeconds());
    }
  }
}
