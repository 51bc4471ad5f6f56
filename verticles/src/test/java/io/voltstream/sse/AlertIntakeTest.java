package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.voltstream.spine.TailRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertIntakeTest {
  private final FeedRig rig = new FeedRig();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void anEventLoopThatDoesNotTakeThemIsNotWaitedForForEver() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    context.runOnContext(
        v -> {
          try {
            release.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    AlertEntry entry = FeedRig.entry(0, 0, "v", "a", false);
    List<TailRecord> records = List.of(new TailRecord(0, 0, entry.json().getBytes()));
    AlertIntake hasty = new AlertIntake(context, rig.feed, rig.metrics, Duration.ofMillis(50));
    assertThatThrownBy(() -> hasty.take(records))
        .hasMessageContaining("took no alerts for PT0.05S");
    release.countDown();
    new AlertIntake(context, rig.feed, rig.metrics, Duration.ofSeconds(30)).take(records);
    // What was given up did not come late: the record is new, and there once.
    assertThat(rig.registry.get("voltstream.live.alerts").counter().count()).isEqualTo(1);
    assertThat(rig.feed.alertLog().recent(10)).hasSize(1);
    assertThat(rig.feed.alertLog().position()).hasToString("1.0");
  }
}
