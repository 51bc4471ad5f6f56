package io.voltstream.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class EmbeddedQuestDbIT {
  private static final long SOME_TIME = 1_760_000_000_000L;

  @TempDir Path temp;

  private EmbeddedQuestDbConfig config() {
    return EmbeddedQuestDbConfig.onFreePort(temp.resolve("questdb"));
  }

  /** One row per millisecond, the newest first. */
  private static String rows(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      lines.append("speeds,vin=v").append(i % 10).append(" speed=").append(i).append(".5 ");
      lines.append(SOME_TIME + i).append('\n');
    }
    return lines.toString();
  }

  private static void awaitRows(QuestDbClient client, int rows) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(client.count()).isEqualTo(rows));
  }

  @Test
  void takesLineProtocolAndAnswersSql() throws Exception {
    try (EmbeddedQuestDb database = EmbeddedQuestDb.start(config())) {
      QuestDbClient client = new QuestDbClient(database.url());
      client.createTable();
      assertThat(client.write(rows(100)).statusCode()).isEqualTo(204);
      assertThat(client.write(rows(100)).statusCode()).isEqualTo(204);
      awaitRows(client, 100);
      assertThat(client.sql("SELECT vin, speed FROM speeds WHERE speed > 98"))
          .contains("[[\"v8\",98.5],[\"v9\",99.5]]");
    }
  }

  @Test
  void makesNoTableAndNoColumnUnasked() throws Exception {
    try (EmbeddedQuestDb database = EmbeddedQuestDb.start(config())) {
      QuestDbClient client = new QuestDbClient(database.url());
      client.createTable();
      assertThat(client.write("nowhere,vin=v1 speed=1 " + SOME_TIME + "\n").statusCode())
          .isEqualTo(400);
      assertThat(client.write("speeds,vin=v1 sped=1 " + SOME_TIME + "\n").statusCode())
          .isEqualTo(400);
      assertThat(client.sql("SELECT table_name FROM tables()"))
          .contains("speeds")
          .doesNotContain("nowhere", "telemetry");
    }
  }

  @Test
  void keepsItsRowsOverARestartOnTheSamePort() throws Exception {
    int port;
    try (EmbeddedQuestDb database = EmbeddedQuestDb.start(config())) {
      QuestDbClient client = new QuestDbClient(database.url());
      client.createTable();
      assertThat(client.write(rows(1_000)).statusCode()).isEqualTo(204);
      port = URI.create(database.url()).getPort();
    }
    EmbeddedQuestDbConfig same =
        new EmbeddedQuestDbConfig(temp.resolve("questdb"), "localhost", port);
    try (EmbeddedQuestDb database = EmbeddedQuestDb.start(same)) {
      assertThat(database.url()).isEqualTo("http://localhost:" + port);
      awaitRows(new QuestDbClient(database.url()), 1_000);
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    try (BackendProcess child = new BackendProcess("questdb", temp.resolve("questdb"))) {
      QuestDbClient client = new QuestDbClient(child.address());
      client.createTable();
      assertThat(client.write(rows(20_000)).statusCode()).isEqualTo(204);
      child.kill();
    }
    try (EmbeddedQuestDb database = EmbeddedQuestDb.start(config())) {
      QuestDbClient client = new QuestDbClient(database.url());
      awaitRows(client, 20_000);
      assertThat(client.sql("SELECT name FROM wal_tables() WHERE suspended"))
          .contains("\"count\":0");
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessHas() throws Exception {
    try (BackendProcess child = new BackendProcess("questdb", temp.resolve("questdb"))) {
      assertThatThrownBy(() -> EmbeddedQuestDb.start(config()))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(temp.resolve("questdb").toString())
          .hasMessageContaining("process " + child.pid());
    }
  }

  @Test
  void printsNothingAndInstallsNoShutdownHook() throws Exception {
    try (BackendProcess child = new BackendProcess("questdb", temp.resolve("questdb"))) {
      assertThat(child.stop()).containsExactly("shutdown hooks: []", "closed");
    }
    // Newer Java machines warn there of what QuestDB calls; that is not printed by us.
    assertThat(Files.readAllLines(temp.resolve("questdb-stderr.txt")))
        .allMatch(line -> line.isEmpty() || line.startsWith("WARNING: "));
  }

  @Test
  void saysWhyItCannotStartAndLeavesTheFolderFree() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("questdb"));
    Files.createFile(folder.resolve("db"));
    assertThatThrownBy(() -> EmbeddedQuestDb.start(config()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(folder.toString());
    DataFolderLock.take(folder).close();
  }

  @Test
  void runsTwiceInOneProcessButNotOnOneFolder() throws Exception {
    EmbeddedQuestDbConfig other = EmbeddedQuestDbConfig.onFreePort(temp.resolve("other"));
    try (EmbeddedQuestDb first = EmbeddedQuestDb.start(config());
        EmbeddedQuestDb second = EmbeddedQuestDb.start(other)) {
      assertThatThrownBy(() -> EmbeddedQuestDb.start(config()))
          .isInstanceOf(DataFolderInUseException.class);
      QuestDbClient client = new QuestDbClient(first.url());
      client.createTable();
      client.write(rows(10));
      awaitRows(client, 10);
      assertThat(new QuestDbClient(second.url()).sql("SELECT table_name FROM tables()"))
          .doesNotContain("speeds");
    }
  }

  @Test
  void refusesATakenPortAndLeavesTheFolderFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      EmbeddedQuestDbConfig config =
          new EmbeddedQuestDbConfig(temp.resolve("questdb"), "127.0.0.1", port);
      assertThatThrownBy(() -> EmbeddedQuestDb.start(config))
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(port))
          .hasMessageContaining("QuestDB");
    }
    DataFolderLock.take(temp.resolve("questdb")).close();
  }
}
