package io.voltstream.launcher;

import io.voltstream.alert.AlertConfig;
import io.voltstream.api.MapTiles;
import io.voltstream.api.ReadConfig;
import io.voltstream.backends.EmbeddedKafkaConfig;
import io.voltstream.backends.EmbeddedQuestDbConfig;
import io.voltstream.ingest.IngestConfig;
import io.voltstream.simulator.SimulatorConfig;
import io.voltstream.spine.SpineConfig;
import io.voltstream.sse.DoorConfig;
import io.voltstream.sse.SseConfig;
import io.voltstream.storage.StorageConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From settings to what each package wants to be told. Every method throws {@link
 * IllegalArgumentException} naming the setting, the value and what is allowed.
 */
final class Configs {
  private Configs() {}

  /**
   * Reads all that these roles will read: a bad value is found before anything starts.
   *
   * @throws StartFailure with the first bad value
   */
  static void check(Set<Role> roles, Settings settings) {
    try {
      Exposure.check(settings);
      settings.port(Setting.METRICS_PORT);
      Logging.check(settings);
      ClusterSettings.of(settings);
      spine(settings);
      for (Role role : roles) {
        check(role, settings);
      }
      if (roles.contains(Role.TSDB) && roles.contains(Role.STORAGE)) {
        DatabaseSettings.requireEmbeddedKind(settings);
      }
    } catch (IllegalArgumentException e) {
      throw settings.refused(e);
    }
  }

  private static void check(Role role, Settings settings) {
    switch (role) {
      case KAFKA -> {
        kafka(settings);
        disk(settings);
      }
      case TSDB -> {
        questDb(settings);
        disk(settings);
      }
      case STORAGE -> {
        DatabaseSettings.of(settings);
        storage(settings);
      }
      case ALERT -> alert(settings);
      case SSE -> {
        sse(settings);
        reads(settings);
      }
      case INGEST -> ingest(settings);
      case SIMULATOR -> {
        simulator(settings);
        duration(settings);
      }
    }
  }

  static EmbeddedKafkaConfig kafka(Settings settings) {
    return new EmbeddedKafkaConfig(
        dataFolder(settings).resolve("kafka"),
        Exposure.backendAddress(settings),
        settings.port(Setting.KAFKA_PORT),
        0,
        Exposure.advertisedKafka(settings));
  }

  static EmbeddedQuestDbConfig questDb(Settings settings) {
    return new EmbeddedQuestDbConfig(
        dataFolder(settings).resolve("questdb"),
        Exposure.backendAddress(settings),
        settings.port(Setting.TSDB_PORT));
  }

  /** Absolute: what is logged and shown must not depend on where the reader stands. */
  static Path dataFolder(Settings settings) {
    return Path.of(settings.text(Setting.DATA_DIR)).toAbsolutePath().normalize();
  }

  static DiskGuard disk(Settings settings) {
    return new DiskGuard(
        dataFolder(settings).toString(),
        settings.bytes(Setting.DISK_PAUSE_BYTES),
        settings.bytes(Setting.DISK_STOP_BYTES));
  }

  static SpineConfig spine(Settings settings) {
    return new SpineConfig(
        settings.text(Setting.KAFKA_BROKER),
        settings.text(Setting.KAFKA_TOPIC),
        settings.text(Setting.KAFKA_ALERT_TOPIC),
        settings.text(Setting.KAFKA_ALERT_STATE_TOPIC),
        settings.number(Setting.KAFKA_PARTITIONS),
        settings.number(Setting.KAFKA_REPLICATION),
        settings.text(Setting.KAFKA_COMPRESSION),
        settings.number(Setting.KAFKA_LINGER_MS),
        settings.duration(Setting.KAFKA_RETENTION),
        settings.bytes(Setting.KAFKA_RETENTION_BYTES),
        settings.duration(Setting.KAFKA_START_TIMEOUT));
  }

  static IngestConfig ingest(Settings settings) {
    return new IngestConfig(
        BindAddress.of(settings),
        settings.port(Setting.GRPC_PORT),
        settings.text(Setting.INGEST_EVENT_LOOPS).isEmpty()
            ? Runtime.getRuntime().availableProcessors()
            : settings.number(Setting.INGEST_EVENT_LOOPS),
        settings.number(Setting.INGEST_MAX_STREAMS),
        settings.duration(Setting.MAX_EVENT_AGE),
        settings.number(Setting.MAX_UNKNOWN_SIGNALS),
        Exposure.token(settings));
  }

  static StorageConfig storage(Settings settings) {
    return new StorageConfig(
        settings.text(Setting.STORAGE_GROUP),
        settings.number(Setting.STORAGE_INSTANCES),
        settings.number(Setting.STORAGE_ROWS_PER_WRITE),
        settings.duration(Setting.STORAGE_FLUSH_AFTER),
        settings.number(Setting.STORAGE_WRITES_IN_FLIGHT));
  }

  static AlertConfig alert(Settings settings) {
    return new AlertConfig(
        settings.text(Setting.ALERT_GROUP), settings.number(Setting.ALERT_INSTANCES));
  }

  static SseConfig sse(Settings settings) {
    String tiles = settings.text(Setting.MAP_TILES_URL);
    return new SseConfig(
        BindAddress.of(settings),
        settings.port(Setting.HTTP_PORT),
        settings.text(Setting.LIVE_GROUP),
        settings.duration(Setting.VEHICLE_TTL),
        Stream.of(settings.text(Setting.HTTP_ALLOWED_HOSTS).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList(),
        tiles.isEmpty()
            ? Optional.empty()
            : Optional.of(new MapTiles(tiles, settings.text(Setting.MAP_TILES_ATTRIBUTION))),
        BuildInfo.version(),
        Exposure.token(settings)
            .map(token -> new DoorConfig(token, settings.duration(Setting.SESSION_TTL))));
  }

  static ReadConfig reads(Settings settings) {
    return new ReadConfig(
        DatabaseSettings.of(settings),
        settings.duration(Setting.READ_TIMEOUT),
        settings.number(Setting.READS_AT_ONCE));
  }

  static SimulatorConfig simulator(Settings settings) {
    int vehicles = settings.number(Setting.NUM_VEHICLES);
    String ackLog = settings.text(Setting.ACK_LOG);
    return new SimulatorConfig(
        vehicles,
        settings.decimal(Setting.SEND_FREQUENCY_HZ),
        settings.text(Setting.SERVER_ADDR),
        settings.wide(Setting.SIMULATOR_SEED),
        settings.text(Setting.SIMULATOR_CONNECTIONS).isEmpty()
            ? SimulatorConfig.defaultConnections(vehicles)
            : settings.number(Setting.SIMULATOR_CONNECTIONS),
        settings.flag(Setting.SIMULATOR_FAULTS),
        ackLog.isEmpty() ? Optional.empty() : Optional.of(Path.of(ackLog)),
        Exposure.token(settings));
  }

  /** How long the node runs after 'ready'; empty: until it is stopped. */
  static Optional<Duration> duration(Settings settings) {
    if (settings.text(Setting.RUN_DURATION).isEmpty()) {
      return Optional.empty();
    }
    Duration duration = settings.duration(Setting.RUN_DURATION);
    if (duration.isZero()) {
      throw new IllegalArgumentException("RUN_DURATION is '0', it must be more than 0");
    }
    return Optional.of(duration);
  }
}
