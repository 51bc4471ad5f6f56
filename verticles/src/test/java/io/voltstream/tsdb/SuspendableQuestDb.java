package io.voltstream.tsdb;

import io.questdb.ServerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A real QuestDB in its development mode, in which SQL can suspend a table. */
public final class SuspendableQuestDb implements AutoCloseable {
  private final ServerMain server;

  public SuspendableQuestDb(Path directory) {
    Map<String, String> env = new HashMap<>();
    Map.of(
            "http.bind.to", "127.0.0.1:0",
            "http.min.enabled", "false",
            "pg.enabled", "false",
            "line.tcp.enabled", "false",
            "telemetry.enabled", "false",
            "line.auto.create.new.tables", "false",
            "line.auto.create.new.columns", "false",
            "dev.mode.enabled", "true")
        .forEach((key, value) -> env.put(ServerMain.propertyPathToEnvVarName(key), value));
    server = ServerMain.create(directory.toString(), env);
    server.start();
  }

  public TsdbConfig config() {
    return QuestDbForTests.config(
        "http://127.0.0.1:" + server.getHttpServerPort(), Duration.ofHours(24));
  }

  public void suspend() {
    new QuestDbSql(config()).run("alter table telemetry suspend wal");
  }

  public void resume() {
    new QuestDbSql(config()).run("alter table telemetry resume wal");
  }

  public long rows() {
    return (Long) new QuestDbSql(config()).run("select count() from telemetry").get(0).get(0);
  }

  @Override
  public void close() {
    server.close();
  }
}
