package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuestDbSqlIT {
  /** As of a process that was frozen while it answered. */
  @Test
  void anAnswerThatNeverEndsIsNoAnswer() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(() -> beginToAnswer(frozen));
      assertThatThrownBy(() -> ask(frozen, Duration.ofMillis(500)))
          .isInstanceOf(TsdbException.class)
          .hasMessageContaining("within 500 ms");
      connection.get().close();
    }
  }

  /** As of something else that listens there. */
  @ParameterizedTest
  @ValueSource(strings = {"", "hello"})
  void anAnswerThatIsNoJsonIsSaidToBeNone(String body) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(() -> answer(other, body.length(), body));

      assertThatThrownBy(() -> ask(other, Duration.ofSeconds(20)))
          .isInstanceOf(TsdbException.class)
          .hasMessageContaining("HTTP status 200, not JSON");
      connection.get().close();
    }
  }

  private static void ask(ServerSocket server, Duration timeout) {
    TsdbConfig config =
        new TsdbConfig(
            TsdbKind.QUESTDB,
            "http://127.0.0.1:" + server.getLocalPort(),
            "",
            "voltstream",
            "telemetry",
            InfluxSchema.WIDE,
            Duration.ofHours(24),
            timeout);
    new QuestDbSql(config).run("select 1");
  }

  private static Socket beginToAnswer(ServerSocket server) {
    return answer(server, 100, "{\"dataset\":");
  }

  private static Socket answer(ServerSocket server, int length, String body) {
    try {
      Socket socket = server.accept();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(US_ASCII));
      return socket;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
