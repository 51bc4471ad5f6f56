package io.voltstream.alert;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.AlertProducer;
import io.voltstream.spine.GroupConsumer;
import io.voltstream.spine.GroupMember;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.StartAt;
import io.voltstream.spine.StateReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The alert role. Stops when what the log held is judged and its alerts are on Kafka, or after
 * {@link #STOP_LIMIT}.
 */
public final class AlertVerticle extends VerticleBase {
  /** How long a stopping node goes on judging. */
  private static final Duration CATCH_UP = Duration.ofSeconds(6);

  /** The last commit, and the consumer's close. */
  private static final Duration LEAVE = Duration.ofSeconds(5);

  private static final Duration LAST_RECORD = Duration.ofSeconds(1);

  /** What {@link #stop} takes at most. */
  public static final Duration STOP_LIMIT = CATCH_UP.plus(LEAVE).plus(LAST_RECORD);

  private final SpineConfig spine;
  private final AlertConfig config;
  private final MeterRegistry registry;
  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final RuleTable rules = new RuleTable(catalogue);
  private final AlertMetrics metrics;
  private volatile AlertProducer producer;
  private volatile List<GroupConsumer> consumers = List.of();

  public AlertVerticle(SpineConfig spine, AlertConfig config, MeterRegistry registry) {
    this.spine = spine;
    this.config = config;
    this.registry = registry;
    this.metrics = new AlertMetrics(registry, rules);
  }

  @Override
  public Future<?> start() {
    return AlertProducer.open(vertx, spine, registry).onSuccess(this::judge);
  }

  private void judge(AlertProducer opened) {
    consumers = IntStream.range(0, config.instances()).mapToObj(i -> consumer(opened, i)).toList();
    producer = opened;
    consumers.forEach(GroupConsumer::start);
  }

  private GroupConsumer consumer(AlertProducer opened, int instance) {
    AlertWorker worker =
        new AlertWorker(
            new BatchReader(catalogue),
            rules,
            new StateStore(new StateReader(spine), rules, metrics),
            new Publisher(opened, metrics, Clock.systemUTC()),
            metrics);
    return new GroupConsumer(
        spine,
        spine.telemetryTopic(),
        new GroupMember("alert", config.group(), config.group() + "-" + instance),
        StartAt.COMMITTED,
        worker,
        registry);
  }

  @Override
  public Future<?> stop() {
    return Future.fromCompletionStage(
            CompletableFuture.allOf(
                consumers.stream()
                    .map(consumer -> consumer.stop(CATCH_UP))
                    .toArray(CompletableFuture[]::new)),
            context)
        .eventually(() -> producer.close(LAST_RECORD));
  }

  /** Batches of the held partitions that are not judged yet; -1 while unknown. Thread-safe. */
  public long lag() {
    List<Long> lags = consumers.stream().map(GroupConsumer::lag).toList();
    return lags.isEmpty() || lags.contains(-1L) ? -1 : lags.stream().mapToLong(l -> l).sum();
  }

  /** Why batches are not judged as they should be; empty when all is well. Thread-safe. */
  public Optional<String> trouble() {
    AlertProducer running = producer;
    return running == null
        ? Optional.of("alert has not started")
        : Stream.concat(
                Stream.of(running.trouble()), consumers.stream().map(GroupConsumer::trouble))
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + "; " + other);
  }

  /**
   * What this role did since it started, of the episodes that began at a time or later.
   * Thread-safe.
   *
   * @param raisedSince the vehicles' time, in Unix milliseconds
   */
  public AlertTotals totals(long raisedSince) {
    return metrics.totals(raisedSince);
  }
}
