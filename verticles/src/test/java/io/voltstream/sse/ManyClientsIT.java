package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.sse.SseRig.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hundred clients of which twenty never read. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ManyClientsIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final int READERS = 180;
  private static final int NEVER_READING = 20;
  private static final int VEHICLES = 300;
  private static final Duration LONG = Duration.ofSeconds(120);

  /** Queue and kernel buffers of one client, with room for what the kernel adds. */
  private static final long BOUND_PER_CLIENT = 1 << 20;

  private SseRig rig;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    rig = new SseRig(KAFKA);
    node = rig.node();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private void driveAll() {
    for (int i = 0; i < VEHICLES; i++) {
      rig.drive("RVN" + (100_000 + i), Math.random() * 100);
    }
    rig.flush();
  }

  private void driveUntil(Callable<Boolean> condition) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              driveAll();
              return condition.call();
            });
  }

  private NetSocket neverReads() throws Exception {
    NetSocket socket =
        rig.vertx
            .createNetClient(new NetClientOptions().setReceiveBufferSize(4 << 10))
            .connect(node.port(), "127.0.0.1")
            .await(30, TimeUnit.SECONDS);
    socket.pause();
    socket.write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return socket;
  }

  @Test
  void thoseWhoReadGetEveryFrameAndThoseWhoDoNotHoldLittle() throws Exception {
    driveUntil(() -> node.verticle().vehicles() == VEHICLES);
    List<NetSocket> silent = new ArrayList<>();
    List<StreamProbe> readers = new ArrayList<>();
    for (int i = 0; i < NEVER_READING; i++) {
      silent.add(neverReads());
    }
    for (int i = 0; i < READERS; i++) {
      readers.add(rig.http.stream(node.port(), "/api/stream?form=dense", Map.of()));
    }
    awaitStandstill();
    double sentToSilent = sent();
    assertThat(sentToSilent).isLessThan(NEVER_READING * BOUND_PER_CLIENT);
    double framesThen = encoded("dense");
    driveUntil(() -> encoded("dense") >= framesThen + 25);
    // What they hold does not grow by a byte, however long the others go on.
    assertThat(sent()).isEqualTo(sentToSilent);
    assertThat(skipped("plain")).isGreaterThan(25 * NEVER_READING);

    long frames = (long) encoded("dense");
    await().atMost(LONG).until(() -> readers.stream().allMatch(r -> lastFrame(r) >= frames));
    for (StreamProbe reader : readers) {
      // The decoder refuses a gap between frames; one whole frame means that none was skipped.
      assertThat(reader.decode().slots).hasSize(VEHICLES);
      assertThat(reader.named("whole")).hasSize(1);
    }
    assertThat(skipped("dense")).isZero();
    assertThat(node.count("voltstream.live.frames.whole", "form", "dense")).isEqualTo(READERS);
    silent.forEach(NetSocket::close);
    await().atMost(LONG).until(() -> gauge("plain") == 0);
    assertThat(gauge("dense")).isEqualTo(READERS);
  }

  private double skipped(String form) {
    return node.count("voltstream.live.frames.skipped", "form", form);
  }

  private double encoded(String form) {
    return node.count("voltstream.live.frames", "form", form);
  }

  private double sent() {
    return node.count("voltstream.live.bytes", "form", "plain");
  }

  /** Waits until five frames in a row went to none of those who do not read. */
  private void awaitStandstill() {
    double[] mark = {sent(), encoded("plain")};
    driveUntil(
        () -> {
          if (sent() != mark[0]) {
            mark[0] = sent();
            mark[1] = encoded("plain");
          }
          return encoded("plain") >= mark[1] + 5;
        });
  }

  private double gauge(String form) {
    return node.registry().get("voltstream.live.clients").tag("form", form).gauge().value();
  }

  private static long lastFrame(StreamProbe reader) {
    return reader.decode().number;
  }
}
