package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class StreamSocketTest {
  private static final int PIECES = 40;
  private static final String LONG_EVENT =
      "data: " + "x".repeat(PIECES * StreamSocket.PIECE_BYTES - 8) + "\n\n";

  private final FakeSink sink = new FakeSink();
  private final StreamSocket socket = new StreamSocket(sink, () -> sink.cut = true, 30_000);

  private void queueMuch() {
    sink.slow = true;
    socket.write(Buffer.buffer(LONG_EVENT));
    sink.full = true;
  }

  @Test
  void whatIsLongGoesInPieces() {
    queueMuch();
    assertThat(sink.writes).hasSize(PIECES);
    assertThat(sink.events.get(0).data()).hasSize(LONG_EVENT.length() - 8);
    Buffer small = Buffer.buffer("data: x\n\n");
    sink.full = false;
    socket.write(small);
    assertThat(sink.writes.get(PIECES)).isSameAs(small);
  }

  @Test
  void whoReadsSlowlyIsNotDead() {
    queueMuch();
    // A piece a second: it is full for longer than the limit.
    for (long now = 0; now < 39_000; now += 1_000) {
      sink.drain();
      assertThat(socket.isFull(now)).isTrue();
      assertThat(socket.isDead(now)).isFalse();
    }
    sink.full = false;
    assertThat(socket.isFull(39_000)).isFalse();
  }

  @Test
  void whoStopsReadingIsDeadThirtySecondsLater() {
    queueMuch();
    assertThat(socket.isDead(0)).isFalse();
    sink.drain();
    assertThat(socket.isDead(29_000)).isFalse();
    assertThat(socket.isDead(59_000)).isFalse();
    assertThat(socket.isDead(59_001)).isTrue();
  }

  @Test
  void whoReadsADropNowAndThenIsDeadInTheEnd() {
    queueMuch();
    long now = 0;
    for (; now <= StreamSocket.BEHIND_LIMIT_MS; now += 20_000) {
      sink.drain();
      assertThat(socket.isDead(now)).isFalse();
    }
    sink.drain();
    assertThat(socket.isDead(now)).isTrue();
  }
}
