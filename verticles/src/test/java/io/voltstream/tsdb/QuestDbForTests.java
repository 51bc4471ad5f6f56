package io.voltstream.tsdb;

import io.voltstream.backends.EmbeddedQuestDb;
import io.voltstream.backends.EmbeddedQuestDbConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real QuestDB that can be stopped and started again at the same address. */
public final class QuestDbForTests implements AutoCloseable {
  private final Path directory;
  private EmbeddedQuestDb running;
  private final URI address;

  /** One for all questions: each has connections of its own, and QuestDB takes 64. */
  private final QuestDbSql sql;

  public QuestDbForTests(Path directory) {
    this.directory = directory;
    running = EmbeddedQuestDb.start(EmbeddedQuestDbConfig.onFreePort(directory));
    address = URI.create(running.url());
    sql = new QuestDbSql(config());
  }

  public TsdbConfig config() {
    return config(address.toString(), Duration.ofHours(24));
  }

  /** A database at an address at which nobody listens. */
  public static TsdbConfig nobody() {
    return at("http://127.0.0.1:1");
  }

  /** Whatever answers at an address. */
  public static TsdbConfig at(String url) {
    return config(url, Duration.ofHours(24));
  }

  static TsdbConfig config(String url, Duration rawTtl) {
    return new TsdbConfig(
        TsdbKind.QUESTDB,
        url,
        "",
        "voltstream",
        "telemetry",
        InfluxSchema.WIDE,
        rawTtl,
        Duration.ofSeconds(10));
  }

  /** Rows of a question in SQL. */
  public List<List<Object>> sql(String text) {
    return sql.run(text);
  }

  /** A number that SQL answers. */
  public long count(String text) {
    return (Long) sql(text).get(0).get(0);
  }

  public void stop() {
    running.close();
  }

  public void startAgain() {
    running =
        EmbeddedQuestDb.start(
            new EmbeddedQuestDbConfig(directory, address.getHost(), address.getPort()));
  }

  @Override
  public void close() {
    running.close();
  }
}
