package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.CATALOGUE;
import static io.voltstream.sse.FeedRig.SPEED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.voltstream.spine.LeaseForTests;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From records to the event bus. */
class LiveWorkerTest {
  private static final long START = 1_764_500_000_000L;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LiveMetrics metrics = new LiveMetrics(registry);
  private final LiveFeed feed =
      new LiveFeed("n", CATALOGUE, Duration.ofSeconds(5), LONG, Optional::empty, metrics);
  private final Vertx vertx = Vertx.vertx();
  private final LeaseForTests lease = new LeaseForTests(0);
  private Context context;
  private LiveWorker worker;
  private long now = System.nanoTime();
  private long offset;

  @BeforeEach
  void start() throws Exception {
    context = vertx.getOrCreateContext();
    FrameChannel channel = new FrameChannel(vertx, context, 7, metrics);
    worker = new LiveWorker(CATALOGUE, channel, Duration.ofSeconds(5), metrics);
    CountDownLatch listening = new CountDownLatch(1);
    context.runOnContext(
        v -> {
          channel.listen(frame -> feed.frame(frame, 0));
          listening.countDown();
        });
    assertThat(listening.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  private void take(byte[] value) {
    worker.take(lease.lease(), offset++, START, null, value);
  }

  private void drive(String vin, double speed) {
    take(TestBatch.of(vin, START + offset).with(SPEED, speed).bytes());
  }

  /** A poll of the consumer, a while after the one before. */
  private void tick(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    worker.tick(now);
  }

  private double count(String name) {
    return registry.get(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Test
  void everyRecordIsFinishedAtOnceWhateverItIs() {
    drive("a", 1);
    take(null);
    take("junk".getBytes(UTF_8));
    take(new byte[300_000]);
    tick(1);
    drive("a", 2);
    worker.flush();
    assertThat(lease.spans()).containsExactly("0-4", "4-5");
    assertThat(worker.isFull()).isFalse();
    assertThat(count("voltstream.live.skipped")).isEqualTo(3);
    assertThat(count("voltstream.live.batches")).isEqualTo(2);
  }

  @Test
  void aFrameComesFiveTimesASecond() {
    drive("a", 0);
    tick(1_000);
    await().atMost(LONG).until(() -> count("voltstream.live.bus.frames") == 1);
    for (int i = 1; i <= 20; i++) {
      drive("a", i);
      tick(50);
      int expected = 1 + i / 4;
      await().atMost(LONG).until(() -> count("voltstream.live.bus.frames") == expected);
    }
  }

  @Test
  void whileTheEventLoopIsBusyNothingPilesUpAndTheNewestWins() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    context.runOnContext(
        v -> {
          busy.countDown();
          try {
            release.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    busy.await(30, TimeUnit.SECONDS);
    for (int i = 1; i <= 100; i++) {
      drive("a", i);
      tick(200);
    }
    assertThat(count("voltstream.live.bus.frames")).isZero();
    release.countDown();
    await().atMost(LONG).until(() -> count("voltstream.live.bus.frames") == 1);
    await()
        .atMost(LONG)
        .until(
            () -> {
              tick(200);
              return count("voltstream.live.bus.frames") == 2;
            });
    tick(200);
    assertThat(count("voltstream.live.bus.frames")).isEqualTo(2);
    LiveVehicle vehicle = feed.fleet().find("a".getBytes(UTF_8)).orElseThrow();
    assertThat(vehicle.readings().value(CATALOGUE.byPath(SPEED).index())).isEqualTo(100);
  }
}
