package io.voltstream.tsdb;

import java.time.Duration;
import java.util.Optional;

/** Looks at the database and changes nothing. Blocks. */
public final class DatabaseInspection {
  private DatabaseInspection() {}

  /**
   * @param limit for each question
   * @throws TsdbException when it does not answer, or is not of the kind that the settings say
   */
  public static DatabaseReport look(TsdbConfig config, Duration limit) {
    TsdbConfig bounded =
        new TsdbConfig(
            config.kind(),
            config.url(),
            config.token(),
            config.org(),
            config.bucket(),
            config.schema(),
            config.rawTtl(),
            limit);
    QuestDbInspection questDb = new QuestDbInspection(bounded);
    InfluxInspection influx = new InfluxInspection(bounded);
    return switch (config.kind()) {
      case QUESTDB ->
          questDb
              .product()
              .map(questDb::report)
              .orElseThrow(() -> another(config, influx.product(), "influxdb"));
      case INFLUXDB ->
          influx
              .product()
              .map(influx::report)
              .orElseThrow(() -> another(config, questDb.product(), "questdb"));
    };
  }

  private static TsdbException another(TsdbConfig config, Optional<String> found, String kind) {
    String what =
        found.isPresent()
            ? "what answers at %s is %s: set TSDB=%s, or correct INFLUXDB_URL"
                .formatted(config.url(), found.get(), kind)
            : "what answers at %s is no %s: correct INFLUXDB_URL"
                .formatted(config.url(), config.kind());
    return new TsdbException(RetryCause.CONFIGURATION, what, null);
  }
}
