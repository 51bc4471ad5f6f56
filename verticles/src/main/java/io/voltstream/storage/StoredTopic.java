package io.voltstream.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.voltstream.spine.GroupConsumer;
import io.voltstream.spine.GroupMember;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.StartAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One topic on its way into the database: members of a group, each with its own writers. */
final class StoredTopic {
  private final RowStore rows;
  private final List<WriterPool> pools = new ArrayList<>();
  private final List<GroupConsumer> consumers = new ArrayList<>();

  /**
   * @param config the group and how many members of it there are here
   * @param lines what a record becomes; a new one for each member
   */
  StoredTopic(
      SpineConfig spine,
      String topic,
      StorageConfig config,
      Supplier<RecordLines> lines,
      RowStore rows,
      DeadLetterOffice letters,
      StorageMetrics metrics,
      MeterRegistry registry) {
    this.rows = rows;
    for (int i = 0; i < config.instances(); i++) {
      WriterPool pool = new WriterPool(topic, config.writesInFlight(), rows, letters, metrics);
      StorageWorker worker = new StorageWorker(config, lines.get(), pool);
      GroupMember member = new GroupMember("storage", config.group(), config.group() + "-" + i);
      pools.add(pool);
      consumers.add(new GroupConsumer(spine, topic, member, StartAt.COMMITTED, worker, registry));
    }
  }

  void start() {
    consumers.forEach(GroupConsumer::start);
  }

  /** Stores again what was stored last. */
  void rewind() {
    consumers.forEach(GroupConsumer::rewind);
  }

  /** Stores what the log holds at this moment, as far as the time allows, and leaves the group. */
  CompletableFuture<Void> catchUpAndLeave(Duration deadline) {
    return CompletableFuture.allOf(
        consumers.stream()
            .map(consumer -> consumer.stop(deadline))
            .toArray(CompletableFuture[]::new));
  }

  void interrupt() {
    pools.forEach(WriterPool::interrupt);
  }

  /** Waits for what was interrupted, seconds at most. */
  void awaitEnd() throws InterruptedException {
    for (WriterPool pool : pools) {
      pool.awaitEnd();
    }
  }

  /** What is not well. */
  Stream<String> troubles() {
    return Stream.of(
            Stream.of(rows.trouble()),
            pools.stream().map(WriterPool::trouble),
            consumers.stream().map(GroupConsumer::trouble))
        .flatMap(troubles -> troubles)
        .flatMap(Optional::stream);
  }

  /** Records whose work is not finished; -1 while that is not known. */
  long lag() {
    long lag = 0;
    for (GroupConsumer consumer : consumers) {
      long behind = consumer.lag();
      if (behind < 0) {
        return -1;
      }
      lag += behind;
    }
    return lag;
  }
}
