package io.voltstream.backends;

import java.util.Map;
import java.util.Properties;

/**
 * The broker's configuration: one node that is broker and controller, sized for a two-core laptop.
 */
final class KafkaSettings {
  static final int NODE_ID = 1;

  private static final int MIB = 1024 * 1024;

  private static final Map<String, String> TOPICS =
      Map.of(
          // A misspelt topic is an error, not a new topic.
          "auto.create.topics.enable", "false",
          "offsets.topic.num.partitions", "8",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.num.partitions", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.num.partitions", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          // Waiting for more members delays the first record by seconds; a later member costs one
          // short rebalance.
          "group.initial.rebalance.delay.ms", "0");

  private static final Map<String, String> SIZES =
      Map.ofEntries(
          // By default a start that cannot succeed waits for ever; recovery after a kill takes
          // seconds.
          Map.entry("server.max.startup.time.ms", "120000"),
          Map.entry("log.segment.bytes", Integer.toString(64 * MIB)),
          // Room for the offsets of one segment; the default keeps 10 MiB mapped for each.
          Map.entry("log.index.size.max.bytes", Integer.toString(MIB)),
          // Retention by size is overshot by what comes in between two checks.
          Map.entry("log.retention.check.interval.ms", "60000"),
          // The largest record is a dead letter: a batch of 256 KiB and its headers.
          Map.entry("message.max.bytes", Integer.toString(2 * MIB)),
          Map.entry("socket.request.max.bytes", Integer.toString(32 * MIB)),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "4"),
          Map.entry("num.recovery.threads.per.data.dir", "2"),
          Map.entry("log.cleaner.threads", "1"),
          // 128 MiB by default, taken from the heap at start; 16 MiB holds 600,000 keys per pass.
          Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * MIB)),
          Map.entry("metadata.log.segment.bytes", Integer.toString(16 * MIB)));

  private KafkaSettings() {}

  static Properties of(EmbeddedKafkaConfig config, int port, int controllerPort) {
    Properties all = new Properties();
    all.putAll(identity(config, port, controllerPort));
    all.putAll(TOPICS);
    all.putAll(SIZES);
    return all;
  }

  private static Map<String, String> identity(
      EmbeddedKafkaConfig config, int port, int controllerPort) {
    String controller = KafkaListeners.LOOPBACK + ":" + controllerPort;
    String clients = KafkaListeners.CLIENTS + "://" + Ports.bracketed(config.host()) + ":" + port;
    String advertised =
        KafkaListeners.CLIENTS + "://" + Ports.bracketed(config.advertisedHost()) + ":" + port;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("log.dirs", config.directory().toAbsolutePath().toString()),
        Map.entry("listeners", clients + "," + KafkaListeners.CONTROLLER + "://" + controller),
        Map.entry("advertised.listeners", advertised),
        Map.entry("controller.listener.names", KafkaListeners.CONTROLLER),
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller));
  }
}
