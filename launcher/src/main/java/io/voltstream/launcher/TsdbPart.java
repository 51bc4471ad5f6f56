package io.voltstream.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.backends.EmbeddedQuestDb;
import java.net.URI;
import java.time.Duration;

/** The role tsdb: an embedded QuestDB. */
final class TsdbPart implements Part {
  private final Vertx vertx;
  private volatile EmbeddedQuestDb database;

  TsdbPart(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String name() {
    return Role.TSDB.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    return vertx
        .executeBlocking(() -> database = EmbeddedQuestDb.start(Configs.questDb(settings)), false)
        .recover(failure -> Diagnosis.listening(failure, Setting.TSDB_PORT, settings))
        .map(EmbeddedQuestDb::url)
        .map(
            url ->
                settings
                    .bound(Setting.TSDB_PORT, URI.create(url).getPort())
                    .serving(Setting.INFLUXDB_URL, url));
  }

  @Override
  public Duration stopLimit() {
    return Duration.ofSeconds(4);
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(
        () -> {
          database.close();
          return null;
        },
        false);
  }
}
