package io.voltstream.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.SpineConfig;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Two topics on their way into one database, over one client. Thread-safe once built. */
final class Storage {
  private static final Duration LETTER_CONFIRMATION = Duration.ofSeconds(15);

  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final StorageMetrics metrics;
  private final Tsdb tsdb;
  private final BacklogWatch watch;
  private final DeadLetterOffice letters;
  private final List<StoredTopic> topics;

  /**
   * @param deadLetters sends one letter; its stage completes when Kafka has it
   */
  Storage(
      SpineConfig spine,
      TsdbConfig database,
      StorageConfig config,
      Function<DeadLetter, CompletionStage<Void>> deadLetters,
      MeterRegistry registry) {
    this.metrics = new StorageMetrics(registry);
    this.tsdb = Tsdb.open(database, catalogue);
    this.watch = new BacklogWatch(tsdb);
    this.letters = new DeadLetterOffice(deadLetters, LETTER_CONFIRMATION, metrics);
    this.topics =
        List.of(
            new StoredTopic(
                spine,
                spine.telemetryTopic(),
                config,
                () -> new BatchLines(new BatchReader(catalogue), tsdb.renderer()),
                new RowStore(tsdb, watch, metrics, metrics.batches()),
                letters,
                metrics,
                registry),
            new StoredTopic(
                spine,
                spine.alertTopic(),
                config.forAlerts(),
                () -> new AlertLines(tsdb.alertRenderer()),
                new RowStore(tsdb, watch, metrics, metrics.alerts()),
                letters,
                metrics,
                registry));
    metrics.showLag(registry, this::lag);
  }

  void start() {
    topics.forEach(StoredTopic::start);
  }

  /** Asks the database how it is; blocks. To be called every second or so, by one thread. */
  void refresh() {
    if (watch.refresh()) {
      rewind();
    }
  }

  /**
   * A database that died may have lost what it had confirmed last; the same row twice is one row.
   */
  private void rewind() {
    topics.forEach(StoredTopic::rewind);
  }

  /** Stores what the log holds at this moment, as far as the time allows, and leaves the groups. */
  CompletableFuture<Void> catchUpAndLeave(Duration deadline) {
    return CompletableFuture.allOf(
        topics.stream()
            .map(topic -> topic.catchUpAndLeave(deadline))
            .toArray(CompletableFuture[]::new));
  }

  /** Cuts off what is under way; blocks for seconds at most. */
  void close() throws InterruptedException {
    topics.forEach(StoredTopic::interrupt);
    tsdb.close();
    for (StoredTopic topic : topics) {
      topic.awaitEnd();
    }
  }

  /** What is not well, joined in one line; empty when all is well. */
  Optional<String> trouble() {
    return Stream.concat(
            Stream.of(watch.trouble(), letters.trouble()).flatMap(Optional::stream),
            topics.stream().flatMap(StoredTopic::troubles))
        .distinct()
        .reduce((one, other) -> one + "; " + other);
  }

  /** As in {@link StorageTotals#lag}. */
  long lag() {
    long lag = watch.pending();
    for (StoredTopic topic : topics) {
      long behind = topic.lag();
      if (behind < 0) {
        return -1;
      }
      lag += behind;
    }
    return lag;
  }

  StorageTotals totals() {
    return new StorageTotals(metrics.stored(), letters.sent(), lag());
  }
}
