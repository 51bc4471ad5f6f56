package io.voltstream.launcher;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An ordered list of parts: starts them one after the other, stops them in reverse. */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** For all parts together; what is not done by then is left as a kill would leave it. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(18);

  private static final Duration START_IN_PROGRESS_LIMIT = Duration.ofSeconds(5);

  private final List<Part> parts;
  private final Health health;
  private final Deque<Part> started = new ArrayDeque<>();
  private Future<Settings> starting = Future.failedFuture("not started");
  private volatile boolean stopping;
  private long stopDeadline;
  private Future<Void> stopped;

  Node(List<Part> parts, Health health) {
    this.parts = parts;
    this.health = health;
    parts.forEach(part -> health.watch(part.name(), () -> Optional.of("has not started yet")));
  }

  /**
   * Starts every part. After a failure, what was started still has to be stopped.
   *
   * @return the settings with all addresses that this node serves
   */
  synchronized Future<Settings> start(Settings settings) {
    starting = Future.succeededFuture(settings);
    for (Part part : parts) {
      starting = starting.compose(known -> start(part, known));
    }
    return starting;
  }

  private Future<Settings> start(Part part, Settings settings) {
    if (stopping) {
      return Future.failedFuture("asked to stop");
    }
    long begin = System.nanoTime();
    Duration limit = START_LIMIT.plus(settings.duration(Setting.KAFKA_START_TIMEOUT));
    return part.start(settings)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(v -> isUp(part, System.nanoTime() - begin))
        .recover(failure -> Future.failedFuture(explain(part, limit, failure)));
  }

  private synchronized void isUp(Part part, long nanos) {
    started.push(part);
    health.watch(part.name(), part::trouble);
    health.remark(part.name(), part::remark);
    log.info("{} is up after {} ms", part.name(), TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private static Throwable explain(Part part, Duration limit, Throwable failure) {
    return failure instanceof TimeoutException
        ? new StartFailure(
            ExitCode.NOT_READY,
            part.name() + " did not start within " + limit.toSeconds() + " s; see the log above",
            failure)
        : failure;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Stops what is up, the last one first. Every call returns the same future. Never fails. */
  synchronized Future<Void> stop() {
    if (stopped == null) {
      stopping = true;
      stopDeadline = System.nanoTime() + STOP_LIMIT.toNanos();
      stopped =
          starting
              .timeout(START_IN_PROGRESS_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .transform(whatever -> stopNext());
    }
    return stopped;
  }

  private Future<Void> stopNext() {
    Part part;
    synchronized (this) {
      part = started.poll();
    }
    return part == null ? Future.succeededFuture() : stop(part).compose(v -> stopNext());
  }

  private Future<Void> stop(Part part) {
    health.watch(part.name(), () -> Optional.of("has stopped"));
    long begin = System.nanoTime();
    long limit = Math.min(part.stopLimit().toNanos(), stopDeadline - begin);
    return Future.succeededFuture()
        .<Object>compose(v -> part.stop().mapEmpty())
        .timeout(Math.max(limit, TimeUnit.MILLISECONDS.toNanos(1)), TimeUnit.NANOSECONDS)
        .<Void>mapEmpty()
        .onSuccess(
            v ->
                log.info(
                    "{} has stopped after {} ms",
                    part.name(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)))
        .recover(
            failure -> {
              log.warn("{} did not stop in good order: {}", part.name(), failure.getMessage());
              return Future.succeededFuture();
            });
  }
}
