package io.voltstream.storage;

import io.voltstream.spine.DeadLetterReason;
import io.voltstream.tsdb.RetryCause;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.WriteOutcome;
import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Retry;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Gets the rows of a write into the database, however long that takes, and finds those that it will
 * never have. Blocks; thread-safe.
 */
final class RowStore {
  private final Tsdb tsdb;
  private final BacklogWatch watch;
  private final StorageMetrics metrics;
  private final StoredRecords stored;
  private final Trouble trouble = new Trouble("writing to the database");

  /**
   * @param stored counts the records that are rows
   */
  RowStore(Tsdb tsdb, BacklogWatch watch, StorageMetrics metrics, StoredRecords stored) {
    this.tsdb = tsdb;
    this.watch = watch;
    this.metrics = metrics;
    this.stored = stored;
  }

  /**
   * Afterwards each record is a row or marked as refused.
   *
   * @throws InterruptedException when told to give up; nothing may be taken for stored then
   */
  void store(PendingWrite write) throws InterruptedException {
    store(write, 0, write.size());
  }

  private void store(PendingWrite write, int first, int end) throws InterruptedException {
    int from = write.begin(first);
    int to = write.begin(end);
    if (from == to) {
      return;
    }
    Optional<Refused> refused = insist(write.lines().bytes(), from, to);
    if (refused.isEmpty()) {
      stored.stored(write, first, end, System.currentTimeMillis());
    } else if (end - first == 1) {
      write.record(first).refuse(DeadLetterReason.DATABASE_REFUSED, refused.get().message());
    } else {
      // The database does not say reliably which row it is, so half of them at a time.
      int middle = (first + end) >>> 1;
      store(write, first, middle);
      store(write, middle, end);
    }
  }

  /** Writes until the database has decided; empty when it has stored the rows. */
  private Optional<Refused> insist(byte[] lines, int from, int to) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      WriteOutcome outcome = attempt(lines, from, to);
      if (outcome instanceof Retry retry) {
        metrics.retried(retry.cause());
        trouble.report(retry.why(), Instant.now());
        pause(attempt, retry.after());
      } else {
        trouble.clear(Instant.now());
        return outcome instanceof Refused refused ? Optional.of(refused) : Optional.empty();
      }
    }
  }

  private WriteOutcome attempt(byte[] lines, int from, int to) {
    Optional<String> suspended = watch.suspended();
    if (suspended.isPresent()) {
      return new Retry(Duration.ZERO, RetryCause.SUSPENDED, suspended.get());
    }
    metrics.requested();
    WriteOutcome outcome = metrics.writes().record(() -> tsdb.write(lines, from, to));
    if (outcome instanceof Written) {
      watch.written();
    }
    return outcome;
  }

  private static void pause(int attempt, Duration asked) throws InterruptedException {
    double spread = ThreadLocalRandom.current().nextDouble();
    TimeUnit.NANOSECONDS.sleep(Backoff.delay(attempt, spread, asked).toNanos());
  }

  /** Why rows do not get into the database at the moment. */
  Optional<String> trouble() {
    return trouble.text();
  }
}
