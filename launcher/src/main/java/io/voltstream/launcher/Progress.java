package io.voltstream.launcher;

import io.voltstream.simulator.SimulatorTotals;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then how far a run of limited duration has come. */
final class Progress {
  private static final Logger log = LoggerFactory.getLogger(Progress.class);

  private final SimulatorPart fleet;
  private final Optional<StoragePart> storage;
  private final long begin = System.nanoTime();

  Progress(SimulatorPart fleet, Optional<StoragePart> storage) {
    this.fleet = fleet;
    this.storage = storage;
  }

  void report() {
    SimulatorTotals batches = fleet.totals();
    String stored =
        storage
            .map(StoragePart::totals)
            .map(rows -> String.format(", stored %,d, lag %,d", rows.stored(), rows.lag()))
            .orElse("");
    log.info(
        "{} s: sent {}, acked {}{}",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
        String.format("%,d", batches.sent()),
        String.format("%,d", batches.acked()),
        stored);
  }
}
