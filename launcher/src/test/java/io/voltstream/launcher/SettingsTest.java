package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voltstream.backends.EmbeddedKafkaConfig;
import io.voltstream.backends.EmbeddedQuestDbConfig;
import io.voltstream.contract.AccessToken;
import io.voltstream.ingest.IngestConfig;
import io.voltstream.simulator.SimulatorConfig;
import io.voltstream.spine.SpineConfig;
import io.voltstream.sse.DoorConfig;
import io.voltstream.storage.StorageConfig;
import io.voltstream.tsdb.InfluxSchema;
import io.voltstream.tsdb.TsdbConfig;
import io.voltstream.tsdb.TsdbKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pins what an unset setting means, and that each one arrives where it belongs. */
class SettingsTest {
  private static final String SECRET = "0123456789abcdef";
  private static final AccessToken TOKEN = new AccessToken(SECRET);
  private static final Path DATA = Path.of("data").toAbsolutePath();

  private static Settings environment(String... namesAndValues) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.of(environment, Map.of());
  }

  @Test
  void defaultsOfTheSpine() {
    assertThat(Configs.spine(environment()))
        .isEqualTo(
            new SpineConfig(
                "localhost:19092",
                "telemetry-raw",
                "telemetry-alerts",
                "telemetry-alert-state",
                4,
                1,
                "snappy",
                0,
                Duration.ofHours(24),
                4L << 30,
                Duration.ofSeconds(6)));
  }

  @Test
  void defaultsOfTheBackends() {
    assertThat(Configs.kafka(environment()))
        .isEqualTo(
            new EmbeddedKafkaConfig(DATA.resolve("kafka"), "127.0.0.1", 19_092, 0, "127.0.0.1"));
    assertThat(Configs.questDb(environment()))
        .isEqualTo(new EmbeddedQuestDbConfig(DATA.resolve("questdb"), "127.0.0.1", 18_086));
  }

  @Test
  void defaultsOfTheDatabase() {
    assertThat(DatabaseSettings.of(environment()))
        .isEqualTo(
            new TsdbConfig(
                TsdbKind.QUESTDB,
                "http://localhost:18086",
                "",
                "voltstream",
                "telemetry",
                InfluxSchema.WIDE,
                Duration.ofHours(24),
                Duration.ofSeconds(10)));
  }

  @Test
  void defaultsOfStorageAndIngest() {
    assertThat(Configs.storage(environment()))
        .isEqualTo(new StorageConfig("voltstream-storage", 1, 5_000, Duration.ofSeconds(1), 2));
    assertThat(Configs.ingest(environment()))
        .isEqualTo(
            new IngestConfig(
                "127.0.0.1",
                50_051,
                Runtime.getRuntime().availableProcessors(),
                20_000,
                Duration.ofDays(7),
                1_000,
                Optional.empty()));
  }

  @Test
  void defaultsOfTheSimulator() {
    assertThat(Configs.simulator(environment()))
        .isEqualTo(
            new SimulatorConfig(
                1_000,
                10,
                "127.0.0.1:50051",
                1,
                SimulatorConfig.defaultConnections(1_000),
                true,
                Optional.empty(),
                Optional.empty()));
    assertThat(Configs.duration(environment())).isEmpty();
  }

  @Test
  void defaultsOfTheProcess() {
    assertThat(environment().port(Setting.METRICS_PORT)).isEqualTo(2112);
    assertThat(environment().text(Setting.BIND_ADDRESS)).isEqualTo("127.0.0.1");
    assertThat(environment().bytes(Setting.DISK_PAUSE_BYTES)).isEqualTo(5L << 30);
    assertThat(environment().bytes(Setting.DISK_STOP_BYTES)).isEqualTo(2L << 30);
    assertThat(environment().text(Setting.LOG_FORMAT)).isEqualTo("text");
    assertThat(environment().text(Setting.LOG_LEVEL)).isEqualTo("info");
  }

  @Test
  void eachSettingOfTheSpineArrives() {
    SpineConfig spine =
        Configs.spine(
            environment(
                "KAFKA_BROKER", "a:1,b:2",
                "KAFKA_TOPIC", "raw",
                "KAFKA_ALERT_TOPIC", "alerts",
                "KAFKA_ALERT_STATE_TOPIC", "state",
                "KAFKA_PARTITIONS", "8",
                "KAFKA_REPLICATION", "3",
                "KAFKA_COMPRESSION", "zstd",
                "KAFKA_LINGER_MS", "5",
                "KAFKA_RETENTION", "2h",
                "KAFKA_RETENTION_BYTES", "1GiB",
                "KAFKA_START_TIMEOUT", "30s"));

    assertThat(spine)
        .isEqualTo(
            new SpineConfig(
                "a:1,b:2",
                "raw",
                "alerts",
                "state",
                8,
                3,
                "zstd",
                5,
                Duration.ofHours(2),
                1L << 30,
                Duration.ofSeconds(30)));
  }

  @Test
  void eachSettingOfTheBackendsArrives() {
    Settings settings =
        environment(
            "DATA_DIR", "/d",
            "BIND_ADDRESS", "0.0.0.0",
            "VOLTSTREAM_INSECURE", "true",
            "KAFKA_PORT", "1",
            "TSDB_PORT", "2",
            "KAFKA_ADVERTISED_HOST", "broker");

    assertThat(Configs.kafka(settings))
        .isEqualTo(new EmbeddedKafkaConfig(Path.of("/d/kafka"), "0.0.0.0", 1, 0, "broker"));
    assertThat(Configs.questDb(settings))
        .isEqualTo(new EmbeddedQuestDbConfig(Path.of("/d/questdb"), "0.0.0.0", 2));
  }

  @Test
  void theDoorOfTheMapArrives() {
    Settings settings = environment("VOLTSTREAM_TOKEN", SECRET, "SESSION_TTL", "5m");

    assertThat(Configs.sse(settings).door()).contains(new DoorConfig(TOKEN, Duration.ofMinutes(5)));
    assertThat(Configs.sse(environment()).door()).isEmpty();
  }

  @Test
  void eachSettingOfTheDatabaseArrives() {
    TsdbConfig tsdb =
        DatabaseSettings.of(
            environment(
                "TSDB", "influxdb",
                "INFLUXDB_URL", "http://db:8086",
                "INFLUXDB_TOKEN", "secret",
                "INFLUXDB_ORG", "org",
                "INFLUXDB_BUCKET", "bucket",
                "INFLUXDB_SCHEMA", "narrow",
                "INFLUXDB_WRITE_TIMEOUT", "3s",
                "RAW_TTL", "48h"));

    assertThat(tsdb)
        .isEqualTo(
            new TsdbConfig(
                TsdbKind.INFLUXDB,
                "http://db:8086",
                "secret",
                "org",
                "bucket",
                InfluxSchema.NARROW,
                Duration.ofHours(48),
                Duration.ofSeconds(3)));
  }

  @Test
  void eachSettingOfStorageAndIngestArrives() {
    Settings settings =
        environment(
            "STORAGE_GROUP", "g",
            "STORAGE_INSTANCES", "2",
            "STORAGE_ROWS_PER_WRITE", "100",
            "STORAGE_FLUSH_AFTER", "200ms",
            "STORAGE_WRITES_IN_FLIGHT", "3",
            "GRPC_PORT", "4",
            "INGEST_EVENT_LOOPS", "5",
            "INGEST_MAX_STREAMS", "6",
            "MAX_EVENT_AGE", "1d",
            "MAX_UNKNOWN_SIGNALS", "7",
            "VOLTSTREAM_TOKEN", SECRET);

    assertThat(Configs.storage(settings))
        .isEqualTo(new StorageConfig("g", 2, 100, Duration.ofMillis(200), 3));
    assertThat(Configs.ingest(settings))
        .isEqualTo(
            new IngestConfig("127.0.0.1", 4, 5, 6, Duration.ofDays(1), 7, Optional.of(TOKEN)));
  }

  @Test
  void eachSettingOfTheSimulatorArrives() {
    Settings settings =
        environment(
            "SERVER_ADDR", "ingest:1",
            "NUM_VEHICLES", "20",
            "SEND_FREQUENCY_HZ", "0.5",
            "SIMULATOR_SEED", "-9",
            "SIMULATOR_CONNECTIONS", "3",
            "SIMULATOR_FAULTS", "false",
            "ACK_LOG", "acks",
            "RUN_DURATION", "10m",
            "VOLTSTREAM_TOKEN", SECRET);

    assertThat(Configs.simulator(settings))
        .isEqualTo(
            new SimulatorConfig(
                20,
                0.5,
                "ingest:1",
                -9,
                3,
                false,
                Optional.of(Path.of("acks")),
                Optional.of(TOKEN)));
    assertThat(Configs.duration(settings)).contains(Duration.ofMinutes(10));
  }

  @Test
  void takesThePortAsTheOriginalWroteIt() {
    assertThat(environment("GRPC_PORT", ":6000").port(Setting.GRPC_PORT)).isEqualTo(6000);
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentBeforeTheDefault() {
    Settings settings =
        Settings.of(
            Map.of("NUM_VEHICLES", "20", "DATA_DIR", "env"), Map.of(Setting.NUM_VEHICLES, "30"));

    assertThat(settings.text(Setting.NUM_VEHICLES)).isEqualTo("30");
    assertThat(settings.origin(Setting.NUM_VEHICLES)).isEqualTo(Settings.Origin.OPTION);
    assertThat(settings.text(Setting.DATA_DIR)).isEqualTo("env");
    assertThat(settings.origin(Setting.DATA_DIR)).isEqualTo(Settings.Origin.ENVIRONMENT);
    assertThat(settings.origin(Setting.KAFKA_TOPIC)).isEqualTo(Settings.Origin.DEFAULT);
  }

  @Test
  void anEmptyValueIsUnset() {
    assertThat(environment("KAFKA_BROKER", " ").isSet(Setting.KAFKA_BROKER)).isFalse();
  }

  @Test
  void anAddressThatThisProcessServesDoesNotReplaceTheUsers() {
    Settings ours = environment().serving(Setting.KAFKA_BROKER, "127.0.0.1:4");
    Settings theirs =
        environment("KAFKA_BROKER", "k:1").serving(Setting.KAFKA_BROKER, "127.0.0.1:4");

    assertThat(ours.text(Setting.KAFKA_BROKER)).isEqualTo("127.0.0.1:4");
    assertThat(ours.isSet(Setting.KAFKA_BROKER)).isFalse();
    assertThat(theirs.text(Setting.KAFKA_BROKER)).isEqualTo("k:1");
  }

  @Test
  void whoNamesAServerByInfluxdbUrlMeansInfluxDb() {
    assertThat(DatabaseSettings.kind(environment("INFLUXDB_URL", "http://db:8086")))
        .isEqualTo(TsdbKind.INFLUXDB);
    assertThat(DatabaseSettings.kind(environment("INFLUXDB_URL", "http://db:1", "TSDB", "questdb")))
        .isEqualTo(TsdbKind.QUESTDB);
    Settings embedded = environment().serving(Setting.INFLUXDB_URL, "http://127.0.0.1:1");
    assertThat(DatabaseSettings.kind(embedded)).isEqualTo(TsdbKind.QUESTDB);
  }

  @ParameterizedTest
  @CsvSource({
    "BIND_ADDRESS,256.1.1.1",
    "BIND_ADDRESS,192.0.2.1",
    "BIND_ADDRESS,::1",
    "METRICS_PORT,70000",
    "GRPC_PORT,::1",
    "KAFKA_PORT,-1",
    "KAFKA_BROKER,localhost",
    "KAFKA_PARTITIONS,0",
    "KAFKA_LINGER_MS,99999999999",
    "KAFKA_RETENTION,24",
    "KAFKA_RETENTION_BYTES,4GB",
    "TSDB,mysql",
    "INFLUXDB_SCHEMA,tall",
    "STORAGE_INSTANCES,0",
    "MAX_EVENT_AGE,0s",
    "NUM_VEHICLES,0",
    "SEND_FREQUENCY_HZ,NaN",
    "SEND_FREQUENCY_HZ,-10",
    "SIMULATOR_FAULTS,yes",
    "RUN_DURATION,0s",
    "SERVER_ADDR,nonsense",
    "DISK_STOP_BYTES,6GiB",
    "LOG_FORMAT,xml",
    "LOG_LEVEL,loud"
  })
  void refusesABadValueNamingItAndItsOrigin(String name, String value) {
    Settings settings = environment(name, value);

    assertThatThrownBy(() -> Configs.check(EnumSet.allOf(Role.class), settings))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExitCode.BAD_SETTING))
        .hasMessageStartingWith(name + " is '")
        .hasMessageContaining("must be")
        .hasMessageEndingWith("set in the environment");
  }

  @Test
  void refusesAnAddressThatIsNoUrl() {
    Settings settings = environment("TSDB", "questdb", "INFLUXDB_URL", "db:8086");

    assertThatThrownBy(() -> Configs.check(EnumSet.of(Role.STORAGE), settings))
        .hasMessageContaining("INFLUXDB_URL is 'db:8086'");
  }

  @Test
  void refusesInfluxDbWithoutAToken() {
    assertThatThrownBy(
            () -> Configs.check(EnumSet.of(Role.STORAGE), environment("TSDB", "influxdb")))
        .hasMessageContaining("INFLUXDB_TOKEN")
        .hasMessageContaining("TSDB=questdb");
  }

  @Test
  void refusesToCallTheEmbeddedDatabaseInfluxDb() {
    Settings settings = environment("TSDB", "influxdb", "INFLUXDB_TOKEN", "t");

    assertThatThrownBy(() -> Configs.check(EnumSet.allOf(Role.class), settings))
        .hasMessageContaining("embedded");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void theDefaultsOfEveryRoleAreGood(Role role) {
    Configs.check(EnumSet.of(role), environment());
  }
}
