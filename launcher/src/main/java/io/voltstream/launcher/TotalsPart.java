package io.voltstream.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints what a run came to. It stops after the fleet, ingest and storage have drained and before
 * the database closes, and that is when it counts.
 */
final class TotalsPart implements Part {
  private static final Logger log = LoggerFactory.getLogger(TotalsPart.class);
  private static final Duration COUNT_LIMIT = Duration.ofSeconds(8);
  private static final long COUNT_AGAIN_MS = 100;

  private final Vertx vertx;
  private final SimulatorPart fleet;
  private final Optional<StoragePart> storage;
  private final Optional<AlertPart> alerts;
  private final PrintWriter out;
  private Settings settings;

  /**
   * @param storage the storage of this process, if it has one
   * @param alerts the judge of this process, if it has one
   */
  TotalsPart(
      Vertx vertx,
      SimulatorPart fleet,
      Optional<StoragePart> storage,
      Optional<AlertPart> alerts,
      PrintWriter out) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.storage = storage;
    this.alerts = alerts;
    this.out = out;
  }

  @Override
  public String name() {
    return "totals";
  }

  @Override
  public Future<Settings> start(Settings settings) {
    this.settings = settings;
    return Future.succeededFuture(settings);
  }

  @Override
  public Duration stopLimit() {
    return COUNT_LIMIT.plusSeconds(1);
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(
        () -> {
          if (fleet.hasStarted()) {
            out.println(count().json());
          }
          return null;
        },
        false);
  }

  private RunTotals count() throws InterruptedException {
    long acked = fleet.totals().acked();
    OptionalLong stored = storage.isPresent() ? countRows(acked) : OptionalLong.empty();
    return new RunTotals(
        fleet.drove(),
        fleet.vehicles(),
        fleet.totals(),
        stored,
        storage.map(StoragePart::totals),
        alerts.map(judge -> judge.totals(fleet.session())),
        ProcessUsage.now());
  }

  /** Rows that were written may take a moment to be found: asks until all are there. */
  private OptionalLong countRows(long expected) throws InterruptedException {
    long deadline = System.nanoTime() + COUNT_LIMIT.toNanos();
    try (Tsdb tsdb = Tsdb.open(DatabaseSettings.of(settings), SignalCatalogue.load())) {
      OptionalLong rows = tsdb.rowsOfSession(fleet.session());
      while (rows.isPresent() && rows.getAsLong() < expected && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(COUNT_AGAIN_MS);
        rows = tsdb.rowsOfSession(fleet.session());
      }
      return rows;
    } catch (TsdbException e) {
      log.warn("cannot count the stored rows: {}", e.getMessage());
      return OptionalLong.empty();
    }
  }
}
