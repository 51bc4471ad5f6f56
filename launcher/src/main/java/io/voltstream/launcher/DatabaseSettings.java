package io.voltstream.launcher;

import io.voltstream.tsdb.InfluxSchema;
import io.voltstream.tsdb.TsdbConfig;
import io.voltstream.tsdb.TsdbKind;

/** Which database it is and how to reach it, as the settings tell. */
final class DatabaseSettings {
  private DatabaseSettings() {}

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  static TsdbConfig of(Settings settings) {
    requireToken(settings);
    return new TsdbConfig(
        kind(settings),
        settings.text(Setting.INFLUXDB_URL),
        settings.text(Setting.INFLUXDB_TOKEN),
        settings.text(Setting.INFLUXDB_ORG),
        settings.text(Setting.INFLUXDB_BUCKET),
        settings.choice(Setting.INFLUXDB_SCHEMA, InfluxSchema.class),
        settings.duration(Setting.RAW_TTL),
        settings.duration(Setting.INFLUXDB_WRITE_TIMEOUT));
  }

  /** Told by TSDB; else whoever names a server of his own by INFLUXDB_URL means InfluxDB. */
  static TsdbKind kind(Settings settings) {
    return !settings.isSet(Setting.TSDB) && settings.isSet(Setting.INFLUXDB_URL)
        ? TsdbKind.INFLUXDB
        : settings.choice(Setting.TSDB, TsdbKind.class);
  }

  private static void requireToken(Settings settings) {
    boolean needed = kind(settings) == TsdbKind.INFLUXDB;
    if (needed && settings.text(Setting.INFLUXDB_TOKEN).isEmpty()) {
      throw new IllegalArgumentException(
          "INFLUXDB_TOKEN is not set, it must be your InfluxDB's;"
              + " if a QuestDB is at INFLUXDB_URL, set TSDB=questdb");
    }
  }

  /**
   * For a node that stores in its own embedded database.
   *
   * @throws IllegalArgumentException when TSDB calls that one InfluxDB
   */
  static void requireEmbeddedKind(Settings settings) {
    if (!settings.isSet(Setting.INFLUXDB_URL) && kind(settings) != TsdbKind.QUESTDB) {
      throw new IllegalArgumentException(
          "TSDB is 'influxdb', it must be questdb with the embedded database; or set INFLUXDB_URL");
    }
  }
}
