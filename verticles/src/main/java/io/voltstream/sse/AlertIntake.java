package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import io.voltstream.spine.TailReader;
import io.voltstream.spine.TailRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings alerts from the thread that reads them to the event loop that shows them. It waits until
 * they have been taken: a long history does not pile up in front of the event loop.
 */
final class AlertIntake implements TailReader {
  private static final Logger log = LoggerFactory.getLogger(AlertIntake.class);
  private static final int LARGEST_BYTES = 64 << 10;

  private final Context context;
  private final LiveFeed feed;
  private final LiveMetrics metrics;
  private final Duration limit;

  /**
   * @param limit how long the event loop may take; what it has not taken by then comes again
   */
  AlertIntake(Context context, LiveFeed feed, LiveMetrics metrics, Duration limit) {
    this.limit = limit;
    this.context = context;
    this.feed = feed;
    this.metrics = metrics;
  }

  @Override
  public void begins(long[] next) {
    AlertPosition start = AlertPosition.of(next);
    onLoop(() -> feed.alertsBegin(start));
  }

  @Override
  public void take(List<TailRecord> records) {
    List<AlertEntry> entries = records.stream().map(this::entry).toList();
    onLoop(() -> feed.alerts(entries, SseServer.ticks()));
  }

  private AlertEntry entry(TailRecord record) {
    try {
      if (record.value() == null || record.value().length > LARGEST_BYTES) {
        throw new IllegalArgumentException("no value, or one of more than " + LARGEST_BYTES);
      }
      Alert alert = AlertJson.read(record.value());
      // Written anew: one line, whatever the record looked like.
      String json = new String(AlertJson.write(alert), UTF_8);
      return new AlertEntry(record.partition(), record.offset(), alert, json);
    } catch (IllegalArgumentException e) {
      metrics.alertMalformed();
      log.warn(
          "alert at offset {} of partition {} is not shown: {}",
          record.offset(),
          record.partition(),
          e.getMessage());
      return new AlertEntry(record.partition(), record.offset(), null, null);
    }
  }

  private void onLoop(Runnable step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    context.runOnContext(
        v -> {
          if (done.isDone()) {
            return;
          }
          try {
            step.run();
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    try {
      done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof TimeoutException
          ? new IllegalStateException("the event loop took no alerts for " + limit, e)
          : e;
    }
  }
}
