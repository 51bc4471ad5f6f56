package io.voltstream.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.GroupConsumer;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.StartAt;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Members of one consumer group, each with its own writers, over one client of the database.
 * Thread-safe once built.
 */
final class Storage {
  /** Older than this, a row is on the database's disk whatever happens. */
  private static final Duration REWIND = Duration.ofSeconds(60);

  private final SpineConfig spine;
  private final StorageConfig config;
  private final MeterRegistry registry;
  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final StorageMetrics metrics;
  private final Tsdb tsdb;
  private final BacklogWatch watch;
  private final RowStore rows;
  private final DeadLetterOffice letters;
  private final List<WriterPool> pools;
  private final List<GroupConsumer> consumers;

  /**
   * @param deadLetters sends one letter; its stage completes when Kafka has it
   */
  Storage(
      SpineConfig spine,
      TsdbConfig database,
      StorageConfig config,
      Function<DeadLetter, CompletionStage<Void>> deadLetters,
      MeterRegistry registry) {
    this.spine = spine;
    this.config = config;
    this.registry = registry;
    this.metrics = new StorageMetrics(registry);
    this.tsdb = Tsdb.open(database, catalogue);
    this.watch = new BacklogWatch(tsdb);
    this.rows = new RowStore(tsdb, watch, metrics);
    this.letters = new DeadLetterOffice(deadLetters, metrics);
    this.pools = IntStream.range(0, config.instances()).mapToObj(i -> pool()).toList();
    this.consumers = IntStream.range(0, config.instances()).mapToObj(this::consumer).toList();
    metrics.showLag(registry, this::lag);
  }

  private WriterPool pool() {
    return new WriterPool(spine.telemetryTopic(), config.writesInFlight(), rows, letters, metrics);
  }

  private GroupConsumer consumer(int instance) {
    StorageWorker worker =
        new StorageWorker(config, new BatchReader(catalogue), tsdb.renderer(), pools.get(instance));
    String clientId = config.group() + "-" + instance;
    return new GroupConsumer(
        spine,
        spine.telemetryTopic(),
        config.group(),
        clientId,
        StartAt.COMMITTED,
        worker,
        registry);
  }

  void start() {
    consumers.forEach(GroupConsumer::start);
  }

  /** Asks the database how it is; blocks. To be called every second or so, by one thread. */
  void refresh() {
    watch.refresh().ifPresent(this::rewind);
  }

  /**
   * A database that died may have lost what it had confirmed last; the same row twice is one row.
   */
  private void rewind(Instant lastSeen) {
    consumers.forEach(consumer -> consumer.rewind(lastSeen.minus(REWIND)));
  }

  /** Stores what the log holds at this moment, as far as the time allows, and leaves the group. */
  CompletableFuture<Void> catchUpAndLeave(Duration deadline) {
    return CompletableFuture.allOf(
        consumers.stream()
            .map(consumer -> consumer.stop(deadline))
            .toArray(CompletableFuture[]::new));
  }

  /** Cuts off what is under way; blocks for seconds at most. */
  void close() throws InterruptedException {
    pools.forEach(WriterPool::interrupt);
    tsdb.close();
    for (WriterPool pool : pools) {
      pool.awaitEnd();
    }
  }

  /** What is not well, joined in one line; empty when all is well. */
  Optional<String> trouble() {
    return Stream.of(
            Stream.of(rows.trouble(), watch.trouble(), letters.trouble()),
            pools.stream().map(WriterPool::trouble),
            consumers.stream().map(GroupConsumer::trouble))
        .flatMap(troubles -> troubles)
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + "; " + other);
  }

  /** As in {@link StorageTotals#lag}. */
  long lag() {
    long lag = watch.pending();
    for (GroupConsumer consumer : consumers) {
      long behind = consumer.lag();
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
