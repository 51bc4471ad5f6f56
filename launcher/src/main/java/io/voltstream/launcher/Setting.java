package io.voltstream.launcher;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every setting there is: its environment variable is its name. {@code docs/configuration.md} and
 * {@code .env.example} are written from this table. Durations are written 500ms, 10s, 5m, 24h or
 * 7d; sizes 512MiB or 5GiB or plain bytes.
 */
enum Setting {
  BIND_ADDRESS(
      Group.PROCESS,
      "127.0.0.1",
      "Address that everything listens on. Any but loopback needs VOLTSTREAM_TOKEN or --insecure."
          + " The embedded Kafka and QuestDB ask for no login and stay on loopback without"
          + " --insecure."),
  VOLTSTREAM_TOKEN(
      Group.PROCESS,
      "",
      "Secret that vehicles, browsers and scrapes have to show, 16 characters or more (`openssl"
          + " rand -hex 24`); see docs/security.md. Unset, nobody is asked.",
      true),
  VOLTSTREAM_INSECURE(
      Group.PROCESS,
      "false",
      "true or false: whether to listen beyond this machine without a token. With a token it lets"
          + " the embedded Kafka and QuestDB do so, which ask for none.",
      "--insecure",
      null),
  METRICS_PORT(
      Group.PROCESS,
      "2112",
      "Port of /metrics and /health; 0 takes a free one. A node without the role ingest takes a"
          + " free port unless this is set."),
  DATA_DIR(Group.PROCESS, "data", "Folder of the embedded Kafka and QuestDB.", "--data", "DIR"),
  DISK_PAUSE_BYTES(
      Group.PROCESS,
      "5GiB",
      "With less space than this on the data folder's disk, ingest pauses its streams."),
  DISK_STOP_BYTES(
      Group.PROCESS, "2GiB", "With less space than this, a node with a data folder stops."),
  LOG_FORMAT(Group.PROCESS, "text", "text or json, on standard error."),
  LOG_LEVEL(Group.PROCESS, "info", "error, warn, info, debug or trace."),

  NODE_NAME(
      Group.CLUSTER,
      "",
      "What the node is called in /api/nodes. Unset, the machine's name and the process's id."),
  CLUSTER(
      Group.CLUSTER,
      "false",
      "true or false: whether the node joins the others, so that maps share their work and"
          + " /api/nodes shows all; see docs/cluster.md.",
      "--cluster",
      null),
  CLUSTER_NAME(Group.CLUSTER, "voltstream", "Only nodes of the same name join each other."),
  CLUSTER_ADDRESS(
      Group.CLUSTER,
      "",
      "This machine's address on the network of the nodes, which must be private: members have no"
          + " password and no TLS. Unset, BIND_ADDRESS, unless others can reach that: then it must"
          + " be set."),
  CLUSTER_PORT(
      Group.CLUSTER, "5701", "First of 20 ports; the node takes the first one that is free."),
  CLUSTER_BUS_PORT(Group.CLUSTER, "0", "Port of the event bus between nodes; 0 takes a free one."),
  CLUSTER_MEMBERS(
      Group.CLUSTER,
      "127.0.0.1",
      "Where other nodes may be, host[:port][,host[:port]]; without a port, all 20 are tried."),
  CLUSTER_KUBERNETES_SERVICE(
      Group.CLUSTER,
      "",
      "DNS name of a headless service that lists the nodes; takes the place of CLUSTER_MEMBERS."),
  CLUSTER_CONFIG(
      Group.CLUSTER,
      "",
      "Hazelcast's file, in place of the cluster.xml that is in the jar. No other is looked for."),

  KAFKA_BROKER(
      Group.KAFKA,
      "localhost:19092",
      "Bootstrap servers, host:port[,host:port]. When set, `demo` uses it in place of the embedded"
          + " Kafka."),
  KAFKA_TOPIC(Group.KAFKA, "telemetry-raw", "Topic of the batches."),
  KAFKA_ALERT_TOPIC(Group.KAFKA, "telemetry-alerts", "Topic of the alerts."),
  KAFKA_ALERT_STATE_TOPIC(
      Group.KAFKA,
      "telemetry-alert-state",
      "Topic of the alerts' state: compacted, with as many partitions as KAFKA_TOPIC has."),
  KAFKA_PARTITIONS(Group.KAFKA, "4", "Partitions of a topic that we create."),
  KAFKA_REPLICATION(Group.KAFKA, "1", "Replicas of a topic that we create."),
  KAFKA_COMPRESSION(Group.KAFKA, "snappy", "none, snappy, lz4, gzip or zstd."),
  KAFKA_LINGER_MS(
      Group.KAFKA, "0", "How long the producer waits to fill a record batch, in milliseconds."),
  KAFKA_RETENTION(Group.KAFKA, "24h", "How long the batches stay on the log."),
  KAFKA_RETENTION_BYTES(
      Group.KAFKA, "4GiB", "How much of them stays on the log, over all partitions."),
  KAFKA_START_TIMEOUT(
      Group.KAFKA, "6s", "How long a starting node tries to reach the brokers before it gives up."),
  KAFKA_PORT(Group.KAFKA, "19092", "Port of the embedded Kafka (role kafka); 0 takes a free one."),
  KAFKA_ADVERTISED_HOST(
      Group.KAFKA,
      "",
      "Host under which clients reach the embedded Kafka. Unset, BIND_ADDRESS; needed when that is"
          + " 0.0.0.0 and clients are on other machines."),

  TSDB(
      Group.DATABASE,
      "questdb",
      "questdb or influxdb. Unset, it is influxdb when INFLUXDB_URL is set. Never guessed from what"
          + " the server says."),
  TSDB_PORT(
      Group.DATABASE, "18086", "Port of the embedded QuestDB (role tsdb); 0 takes a free one."),
  INFLUXDB_URL(
      Group.DATABASE,
      "http://localhost:18086",
      "Where the database is, of either kind. When set, `demo` uses it in place of the embedded"
          + " QuestDB."),
  INFLUXDB_TOKEN(
      Group.DATABASE, "", "Token for InfluxDB; required there, not used by QuestDB.", true),
  INFLUXDB_ORG(Group.DATABASE, "voltstream", "Organisation in InfluxDB."),
  INFLUXDB_BUCKET(Group.DATABASE, "telemetry", "Bucket in InfluxDB."),
  INFLUXDB_SCHEMA(
      Group.DATABASE,
      "wide",
      "wide: one row per batch. narrow: one row per signal, as the original wrote; InfluxDB only."),
  INFLUXDB_WRITE_TIMEOUT(Group.DATABASE, "10s", "How long one request to the database may take."),
  RAW_TTL(
      Group.DATABASE,
      "24h",
      "How long raw rows are kept in QuestDB, by their own time: a batch that comes later than that"
          + " is stored and dropped at once."),

  READ_TIMEOUT(
      Group.DATABASE,
      "10s",
      "How long an answer with figures of the past may take: the analytics page, a vehicle's"
          + " history."),
  READS_AT_ONCE(
      Group.DATABASE, "4", "How many of those are worked on at the same time; others wait."),

  STORAGE_GROUP(Group.STORAGE, "voltstream-storage", "Kafka consumer group of the storage nodes."),
  STORAGE_INSTANCES(
      Group.STORAGE, "1", "Members of that group in one node; --instances storage=N sets it."),
  STORAGE_ROWS_PER_WRITE(Group.STORAGE, "5000", "The most rows of one write."),
  STORAGE_FLUSH_AFTER(Group.STORAGE, "1s", "How long a row waits at most for its write to fill."),
  STORAGE_WRITES_IN_FLIGHT(
      Group.STORAGE, "2", "Writes that one member has under way at the same time."),

  ALERT_GROUP(Group.ALERT, "voltstream-alert", "Kafka consumer group of the alert nodes."),
  ALERT_INSTANCES(
      Group.ALERT, "1", "Members of that group in one node; --instances alert=N sets it."),

  HTTP_PORT(Group.LIVE, "3000", "Port of the page, the live feed and /api; 0 takes a free one."),
  HTTP_ALLOWED_HOSTS(
      Group.LIVE,
      "",
      "Names under which browsers may reach the page besides localhost and BIND_ADDRESS, separated"
          + " by commas; any other Host is refused, against DNS rebinding."),
  LIVE_GROUP(
      Group.LIVE,
      "voltstream-live",
      "Kafka consumer group of the nodes that show the map. With CLUSTER they share it; a node by"
          + " itself reads the whole fleet, so its name is appended."),
  SESSION_TTL(
      Group.LIVE, "12h", "How long a browser stays logged in; asked only with VOLTSTREAM_TOKEN."),
  VEHICLE_TTL(
      Group.LIVE, "5s", "A vehicle that was not heard of for so long is taken off the map."),
  MAP_TILES_URL(
      Group.LIVE,
      "",
      "Tile server for the map, such as https://tiles.example.org/{z}/{x}/{y}.png. Unset, the"
          + " built-in map, which needs no network."),
  MAP_TILES_ATTRIBUTION(Group.LIVE, "", "What the tiles' owner wants to be said on the map."),

  GRPC_PORT(Group.INGEST, "50051", "Port of the vehicles' gRPC; 50051 or :50051; 0 a free one."),
  MAX_EVENT_AGE(Group.INGEST, "7d", "The oldest batch that is accepted."),
  MAX_UNKNOWN_SIGNALS(
      Group.INGEST, "1000", "Distinct sensor ids outside the catalogue that are accepted."),
  INGEST_EVENT_LOOPS(
      Group.INGEST,
      "",
      "Event loops that serve vehicles; --instances ingest=N sets it. Unset, as many as the machine"
          + " has cores."),
  INGEST_MAX_STREAMS(Group.INGEST, "20000", "Streams that one node serves at once."),

  SERVER_ADDR(Group.SIMULATOR, "127.0.0.1:50051", "host:port of the ingest that the fleet drives."),
  NUM_VEHICLES(Group.SIMULATOR, "1000", "Vehicles in the fleet.", "--vehicles", "N"),
  SEND_FREQUENCY_HZ(Group.SIMULATOR, "10", "Batches per vehicle and second.", "--hz", "N"),
  RUN_DURATION(
      Group.SIMULATOR,
      "",
      "How long a node with the role simulator runs, from 'ready'; then it drains, prints one line"
          + " of totals and exits. Unset, until it is stopped.",
      "--duration",
      "60s"),
  SIMULATOR_SEED(Group.SIMULATOR, "1", "The same seed drives the same fleet."),
  SIMULATOR_FAULTS(
      Group.SIMULATOR,
      "true",
      "true or false: whether batteries overheat and tyres leak at times."),
  SIMULATOR_CONNECTIONS(
      Group.SIMULATOR, "", "TCP connections that the fleet shares. Unset, as many as it needs."),
  ACK_LOG(
      Group.SIMULATOR,
      "",
      "File that gets a line (vehicle, timestamp, sequence) for every acknowledged batch."
          + " FILE.episodes gets one for the begin and the end of every injected fault.",
      "--ack-log",
      "FILE");

  /** Headings of the table. */
  enum Group {
    PROCESS("The process"),
    CLUSTER("The cluster"),
    KAFKA("Kafka"),
    DATABASE("The database"),
    STORAGE("Storage"),
    ALERT("Alerts"),
    LIVE("The live map"),
    INGEST("Ingest"),
    SIMULATOR("The simulator");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  private final Group group;
  private final String defaultValue;
  private final String meaning;
  private final String option;
  private final String placeholder;
  private final boolean secret;

  Setting(Group group, String defaultValue, String meaning) {
    this(group, defaultValue, meaning, null, null, false);
  }

  Setting(Group group, String defaultValue, String meaning, String option, String placeholder) {
    this(group, defaultValue, meaning, option, placeholder, false);
  }

  Setting(Group group, String defaultValue, String meaning, boolean secret) {
    this(group, defaultValue, meaning, null, null, secret);
  }

  Setting(
      Group group,
      String defaultValue,
      String meaning,
      String option,
      String placeholder,
      boolean secret) {
    this.group = group;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.option = option;
    this.placeholder = placeholder;
    this.secret = secret;
  }

  Group group() {
    return group;
  }

  /** Empty where there is none. */
  String defaultValue() {
    return defaultValue;
  }

  String meaning() {
    return meaning;
  }

  /** The command-line option that overrides it. */
  Optional<String> option() {
    return Optional.ofNullable(option);
  }

  /** What the option's help shows for its value; null for one that takes none and means true. */
  String placeholder() {
    return placeholder;
  }

  boolean isSecret() {
    return secret;
  }

  /** The setting that a message begins with, if it begins with one. */
  static Optional<Setting> namedBy(String message) {
    return Arrays.stream(values())
        .filter(setting -> message.startsWith(setting.name() + " "))
        .findFirst();
  }
}
