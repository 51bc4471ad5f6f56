package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.CATALOGUE;
import static io.voltstream.sse.FeedRig.SPEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.voltstream.cluster.ClusterForTests;
import io.voltstream.contract.BatchReader;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frames between nodes of a real cluster. */
class FrameChannelIT {
  private static final Duration SOON = Duration.ofMillis(2);
  private static final int FRAMES = 100;

  private final LiveMetrics metrics = new LiveMetrics(new SimpleMeterRegistry());
  private ClusterForTests cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = new ClusterForTests();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  /** A node of which the test is the consumer's thread. */
  private final class Node {
    final Fleet fleet = new Fleet(CATALOGUE.signals().size(), 60_000);
    final Conflation conflation = new Conflation(CATALOGUE);
    final BatchReader reader = new BatchReader(CATALOGUE);
    final FrameChannel channel;

    Node(long origin) throws Exception {
      Vertx vertx = cluster.join();
      var context = vertx.getOrCreateContext();
      channel = new FrameChannel(vertx, context, origin, metrics);
      CountDownLatch listening = new CountDownLatch(1);
      context.runOnContext(
          v -> {
            channel.listen(this::take);
            listening.countDown();
          });
      assertThat(listening.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private synchronized BusFrame.Head take(byte[] frame) {
      return BusFrame.apply(frame, fleet, 0);
    }

    /** A batch, and a frame for whoever waits for one. */
    void drive(String vin, int time) {
      byte[] bytes = TestBatch.of(vin, time).with(SPEED, time).bytes();
      reader.read(bytes);
      conflation.take(reader, bytes, time, 0);
      tick();
    }

    void tick() {
      if (channel.isFree(conflation)) {
        channel.publish(conflation, 0);
      }
    }

    synchronized double speed(String vin) {
      int signal = CATALOGUE.byPath(SPEED).index();
      return fleet.find(vin.getBytes()).map(v -> v.readings().value(signal)).orElse(-1.0);
    }

    synchronized int vehicles() {
      return fleet.size();
    }
  }

  @Test
  void aNodeThatJoinsHearsOfVehiclesThatStandStill() throws Exception {
    Node first = new Node(1);
    for (int i = 0; i < 50; i++) {
      first.drive("v" + i, 7);
    }
    Node second = new Node(2);
    second.drive("of the second", 5);

    await()
        .pollInterval(SOON)
        .until(
            () -> {
              first.tick();
              second.tick();
              return first.vehicles() == 51 && second.vehicles() == 51;
            });
    assertThat(second.speed("v49")).isEqualTo(7);
    assertThat(first.speed("of the second")).isEqualTo(5);
  }

  @Test
  void aNodeThatDoesNotAnswerHasOneFrameUnderWayAndHoldsNobodyUp() throws Exception {
    Node speaker = new Node(1);
    Node listener = new Node(2);
    AtomicInteger taken = new AtomicInteger();
    Vertx frozen = cluster.join();
    // It takes a frame and says nothing more, as a process that is stopped.
    frozen
        .eventBus()
        .<Buffer>consumer("voltstream.live.frames.3", message -> taken.incrementAndGet())
        .completion()
        .await(60, TimeUnit.SECONDS);
    AtomicInteger time = new AtomicInteger();
    await()
        .pollInterval(SOON)
        .until(
            () -> {
              frozen.eventBus().publish("voltstream.live.hello", 3L);
              speaker.drive("v", time.incrementAndGet());
              return taken.get() > 0 && listener.speed("v") > 0;
            });
    for (int i = 0; i < FRAMES; i++) {
      int now = time.incrementAndGet();
      frozen.eventBus().publish("voltstream.live.hello", 3L);
      speaker.drive("v", now);
      await()
          .pollInterval(SOON)
          .until(
              () -> {
                speaker.tick();
                return listener.speed("v") == now;
              });
    }
    // One; on a slow machine the wait for an answer ends now and then, and one more goes.
    assertThat(taken.get()).isLessThan(FRAMES / 4);
  }
}
