package io.voltstream.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voltstream.api.AnswerCache.Answer;
import io.voltstream.api.ReadMetrics.Question;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.FleetHistory;
import io.voltstream.tsdb.SignalSeries;
import io.voltstream.tsdb.TimeRange;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The database for those who look at the page: on threads of its own, within a deadline, and once
 * for many who ask the same. Connects to nothing by itself. Thread-safe.
 */
public final class ReadSide implements AutoCloseable {
  private final FleetHistory history;
  private final ReadPool pool;
  private final ReadMetrics metrics;
  private final AnswerCache<Wanted, Analytics> answers = new AnswerCache<>(System::nanoTime);

  private record Wanted(AnalyticsRange range, AnalyticsType type) {}

  public ReadSide(ReadConfig config, SignalCatalogue catalogue, MeterRegistry registry) {
    // Longer than ours, which says what happened; one that outlives its answer ends by itself.
    this.history =
        FleetHistory.open(config.database(), catalogue, config.deadline().plusSeconds(1));
    this.pool = new ReadPool(config.atOnce(), config.deadline());
    this.metrics = new ReadMetrics(registry);
  }

  /** Fails with a {@link ReadFailure}. */
  CompletableFuture<Answer<Analytics>> analytics(AnalyticsRange range, AnalyticsType type) {
    return answers
        .get(
            new Wanted(range, type),
            range.fresh(),
            () ->
                ask(
                    Question.ANALYTICS,
                    () -> {
                      long now = System.currentTimeMillis();
                      return Analytics.read(history, type, range.until(now), now);
                    }))
        .whenComplete(
            (answer, failure) -> {
              if (failure == null && answer.cached()) {
                metrics.cached();
              }
            });
  }

  /** Fails with a {@link ReadFailure}. */
  CompletableFuture<List<SignalSeries>> vehicle(String vin, TimeRange range) {
    return ask(Question.VEHICLE, () -> history.vehicle(vin, range));
  }

  private <T> CompletableFuture<T> ask(Question what, Callable<T> question) {
    Timer.Sample sample = metrics.begin();
    return pool.ask(question)
        .whenComplete(
            (answer, failure) -> {
              metrics.end(sample, what);
              ReadFailure.in(failure).ifPresent(known -> metrics.failed(known.why()));
            });
  }

  /** Cuts off what is under way. */
  @Override
  public void close() {
    pool.close();
    history.close();
  }
}
