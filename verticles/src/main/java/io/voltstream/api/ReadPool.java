package io.voltstream.api;

import io.voltstream.api.ReadFailure.Cause;
import io.voltstream.tsdb.TsdbException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads of their own for questions to the database: when it is slow or away, nobody else
 * waits. Thread-safe.
 */
final class ReadPool implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadPool.class);

  /** Questions that wait for a thread. */
  private static final int WAITING = 64;

  private static final long IDLE_SECONDS = 30;

  private final Duration deadline;
  private final ThreadPoolExecutor threads;

  ReadPool(int atOnce, Duration deadline) {
    this.deadline = deadline;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            question -> {
              Thread thread = new Thread(question, "voltstream-read");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Asks on a thread of the pool. Completes within the deadline; fails with a {@link ReadFailure},
   * and what still runs then is interrupted.
   */
  <T> CompletableFuture<T> ask(Callable<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Future<?> running;
    try {
      running = threads.submit(() -> run(question, answer));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(refused(e));
    }
    return answer
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (value, failure) -> {
              if (failure != null) {
                running.cancel(true);
                throw failure(failure);
              }
              return value;
            });
  }

  private static <T> void run(Callable<T> question, CompletableFuture<T> answer) {
    try {
      answer.complete(question.call());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private ReadFailure refused(RejectedExecutionException e) {
    return threads.isShutdown()
        ? new ReadFailure(Cause.STOPPING, "this node stops", e)
        : new ReadFailure(Cause.BUSY, "too many questions wait for the database, ask later", e);
  }

  private RuntimeException failure(Throwable failure) {
    if (failure instanceof TimeoutException) {
      String line = "the database took longer than " + deadline.toMillis() + " ms (READ_TIMEOUT)";
      return new ReadFailure(Cause.DEADLINE, line, failure);
    }
    if (failure instanceof TsdbException) {
      // Its words name the statement and the address: for our log, not for everybody.
      log.warn("a question to the database failed: {}", failure.getMessage());
      return new ReadFailure(Cause.DATABASE, "the database does not answer", failure);
    }
    return failure instanceof RuntimeException other ? other : new IllegalStateException(failure);
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
