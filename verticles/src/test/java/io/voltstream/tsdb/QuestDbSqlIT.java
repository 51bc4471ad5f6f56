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

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuestDbSqlIT {
  /** As of a process that was frozen while it answered. */
  @Test
  void anAnswerThatNeverEndsIsNoAnswer() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(() -> beginToAnswer(frozen));
      TsdbConfig config =
          new TsdbConfig(
              TsdbKind.QUESTDB,
              "http://127.0.0.1:" + frozen.getLocalPort(),
              "",
              "voltstream",
              "telemetry",
              InfluxSchema.WIDE,
              Duration.ofHours(24),
              Duration.ofMillis(500));

      assertThatThrownBy(() -> new QuestDbSql(config).run("select 1"))
          .isInstanceOf(TsdbException.class)
          .hasMessageContaining("within 500 ms");
      connection.get().close();
    }
  }

  private static Socket beginToAnswer(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"dataset\":".getBytes(US_ASCII));
      return socket;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
