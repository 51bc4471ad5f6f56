package io.voltstream.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.voltstream.spine.DeadLetterProducer;
import io.voltstream.spine.SpineConfig;
import io.voltstream.tsdb.TsdbConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * The storage role. Starts without waiting for the database: while that is down, {@link #trouble}
 * says so. Stops when what the log held is stored, or after {@link #CATCH_UP}.
 */
public final class StorageVerticle extends VerticleBase {
  /** How long a stopping node goes on storing. */
  static final Duration CATCH_UP = Duration.ofSeconds(5);

  /** What {@link #stop} takes at most: then the last commit, and the end of cut-off writes. */
  public static final Duration STOP_LIMIT = CATCH_UP.plusSeconds(8);

  private static final long REFRESH_MS = 1_000;

  private final SpineConfig spine;
  private final TsdbConfig database;
  private final StorageConfig config;
  private final MeterRegistry registry;
  private DeadLetterProducer deadLetters;
  private volatile Storage storage;
  private volatile boolean stopping;

  public StorageVerticle(
      SpineConfig spine, TsdbConfig database, StorageConfig config, MeterRegistry registry) {
    this.spine = spine;
    this.database = database;
    this.config = config;
    this.registry = registry;
  }

  @Override
  public Future<?> start() {
    deadLetters = new DeadLetterProducer(vertx, spine, registry);
    storage =
        new Storage(
            spine,
            database,
            config,
            letter -> deadLetters.send(letter).toCompletionStage(),
            registry);
    return refresh().onSuccess(v -> storage.start());
  }

  /** Looks at the database, and again a while after the answer. */
  private Future<Void> refresh() {
    return vertx
        .<Void>executeBlocking(
            () -> {
              storage.refresh();
              return null;
            },
            false)
        .onComplete(v -> refreshLater());
  }

  private void refreshLater() {
    if (!stopping) {
      vertx.setTimer(REFRESH_MS, id -> refresh());
    }
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return Future.fromCompletionStage(storage.catchUpAndLeave(CATCH_UP), context)
        .eventually(this::cutOff)
        .eventually(deadLetters::close);
  }

  private Future<Void> cutOff() {
    return vertx.executeBlocking(
        () -> {
          storage.close();
          return null;
        },
        false);
  }

  /** Why batches do not become rows as they should; empty when all is well. */
  public Optional<String> trouble() {
    Storage running = storage;
    return running == null ? Optional.of("storage has not started") : running.trouble();
  }

  /** What this role did since it started. */
  public StorageTotals totals() {
    Storage running = storage;
    return running == null ? new StorageTotals(0, 0, -1) : running.totals();
  }
}
