package io.voltstream.launcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.storage.StorageTotals;
import io.voltstream.storage.StorageVerticle;
import io.voltstream.tsdb.Tsdb;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The role storage. */
final class StoragePart implements Part {
  private static final Duration CAUGHT_UP_LIMIT = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_MS = 50;

  private final Vertx vertx;
  private final MeterRegistry registry;
  private final boolean feedsItself;
  private volatile StorageVerticle storage;
  private volatile long finalLag = -1;
  private String deployment;

  /**
   * @param feedsItself whether this node's own ingest writes the log: once that has stopped, the
   *     end can be reached
   */
  StoragePart(Vertx vertx, MeterRegistry registry, boolean feedsItself) {
    this.vertx = vertx;
    this.registry = registry;
    this.feedsItself = feedsItself;
  }

  @Override
  public String name() {
    return Role.STORAGE.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    storage =
        new StorageVerticle(
            Configs.spine(settings),
            DatabaseSettings.of(settings),
            Configs.storage(settings),
            registry);
    return vertx
        .executeBlocking(() -> requireWillingDatabase(settings), false)
        .compose(v -> vertx.deployVerticle(storage))
        .onSuccess(id -> deployment = id)
        .map(settings);
  }

  /** One that is away may come; one that refuses will not change its mind. */
  private static Void requireWillingDatabase(Settings settings) {
    try (Tsdb tsdb = Tsdb.open(DatabaseSettings.of(settings), SignalCatalogue.load())) {
      tsdb.refusal()
          .ifPresent(
              why -> {
                throw new StartFailure(ExitCode.DATABASE_REFUSES, why);
              });
    }
    return null;
  }

  /** What it did so far; after the stop, with the lag that was left. */
  StorageTotals totals() {
    StorageTotals totals = storage.totals();
    return totals.lag() >= 0
        ? totals
        : new StorageTotals(totals.stored(), totals.deadLettered(), finalLag);
  }

  @Override
  public Duration stopLimit() {
    return CAUGHT_UP_LIMIT.plus(StorageVerticle.STOP_LIMIT);
  }

  @Override
  public Future<?> stop() {
    long deadline = System.nanoTime() + CAUGHT_UP_LIMIT.toNanos();
    return (feedsItself ? caughtUp(deadline) : Future.succeededFuture())
        .compose(v -> vertx.undeploy(deployment));
  }

  /** Waits until every row can be queried. What is not by the deadline stays on the log. */
  private Future<Void> caughtUp(long deadline) {
    finalLag = storage.totals().lag();
    return finalLag == 0 || System.nanoTime() > deadline
        ? Future.succeededFuture()
        : vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).compose(v -> caughtUp(deadline));
  }

  @Override
  public OptionalLong lag() {
    long lag = storage == null ? -1 : storage.totals().lag();
    return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  @Override
  public Optional<String> trouble() {
    return storage.trouble();
  }
}
