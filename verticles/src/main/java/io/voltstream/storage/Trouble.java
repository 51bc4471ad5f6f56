package io.voltstream.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong at the moment and since when; logs the beginning and the end. Thread-safe. */
final class Trouble {
  private static final Logger log = LoggerFactory.getLogger(Trouble.class);

  private final String step;
  private final AtomicReference<Entry> entry = new AtomicReference<>();

  private record Entry(String why, Instant since) {}

  /**
   * @param step what fails, for people
   */
  Trouble(String step) {
    this.step = step;
  }

  void report(String why, Instant now) {
    Entry before = entry.getAndUpdate(old -> new Entry(why, old == null ? now : old.since()));
    if (before == null) {
      log.warn("{}: {}", step, why);
    }
  }

  void clear(Instant now) {
    Entry before = entry.get() == null ? null : entry.getAndSet(null);
    if (before != null) {
      log.info("{}: well again after {} s", step, before.since().until(now, ChronoUnit.SECONDS));
    }
  }

  /** One line; empty when all is well. */
  Optional<String> text() {
    return Optional.ofNullable(entry.get())
        .map(
            e ->
                step
                    + ": "
                    + e.why()
                    + " (since "
                    + e.since().truncatedTo(ChronoUnit.SECONDS)
                    + ")");
  }
}
