package io.voltstream.storage;

import io.voltstream.tsdb.Backlog;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps an eye on what the database has taken but does not show yet. Looked at from any thread,
 * refreshed by one.
 */
final class BacklogWatch {
  private final Tsdb tsdb;
  private final Trouble trouble = new Trouble("database");
  private final AtomicLong writes = new AtomicLong();
  private volatile Seen seen = new Seen(0, 0);
  private volatile String suspended;
  private boolean away;

  /** What the database said, and how many writes there had been when it was asked. */
  private record Seen(long pending, long writes) {}

  BacklogWatch(Tsdb tsdb) {
    this.tsdb = tsdb;
  }

  /** A write succeeded. */
  void written() {
    writes.incrementAndGet();
  }

  /**
   * Asks the database; blocks.
   *
   * @return whether it is back after its connection was lost: it was stopped or died, and what it
   *     took last may be gone
   */
  boolean refresh() {
    long before = writes.get();
    try {
      Backlog backlog = tsdb.backlog();
      seen = new Seen(backlog.pendingTransactions(), before);
      suspended =
          backlog.suspendedTables().isEmpty()
              ? null
              : "QuestDB has suspended "
                  + String.join(", ", backlog.suspendedTables())
                  + ", see its log and resume with: alter table NAME resume wal";
      Optional.ofNullable(suspended)
          .or(backlog::rollupFault)
          .ifPresentOrElse(
              why -> trouble.report(why, Instant.now()), () -> trouble.clear(Instant.now()));
      boolean back = away;
      away = false;
      return back;
    } catch (TsdbException e) {
      away |= e.isConnectionLost();
      trouble.report(e.getMessage(), Instant.now());
      return false;
    } catch (RuntimeException e) {
      // Our own fault, or a database that is none of ours: without this nobody would hear of it.
      trouble.report(e.toString(), Instant.now());
      return false;
    }
  }

  /**
   * Transactions that cannot be queried yet: as the database said when it last answered, and every
   * write since then.
   */
  long pending() {
    Seen last = seen;
    return last.pending() + writes.get() - last.writes();
  }

  /** Why writing is pointless although the database takes rows; empty when it is not. */
  Optional<String> suspended() {
    return Optional.ofNullable(suspended);
  }

  Optional<String> trouble() {
    return trouble.text();
  }
}
