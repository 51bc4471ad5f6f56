package io.voltstream.backends;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.BrokerState;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Broker and controller of one node. Kafka's own class for this, KafkaRaftServer, neither takes
 * listeners that are already bound nor lets anybody else handle fatal faults, so its three parts
 * are put together here.
 */
final class KafkaNode {
  /** Leaving in good order takes 0.2 s; a broker that has met a fault never manages it. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private static final Set<BrokerState> LEFT =
      EnumSet.of(
          BrokerState.NOT_RUNNING,
          BrokerState.PENDING_CONTROLLED_SHUTDOWN,
          BrokerState.SHUTTING_DOWN);

  private final BrokerServer broker;
  private final ControllerServer controller;

  /**
   * Formats the log directory when it is new, then reads what the node needs to start.
   *
   * @throws Exception when the directory cannot be formatted or is not ours
   */
  KafkaNode(Properties settings, KafkaListeners listeners, KafkaFaults faults) throws Exception {
    KafkaConfig config = new KafkaConfig(settings, false);
    MetaPropertiesEnsemble identity = format(config);
    SharedServer shared =
        new SharedServer(
            config,
            identity,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, identity.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(voters(listeners)),
            List.of(),
            faults,
            listeners);
    BootstrapMetadata bootstrap = BootstrapMetadata.fromDirectory(Path.of(config.metadataLogDir()));
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap);
  }

  private static Map<Integer, InetSocketAddress> voters(KafkaListeners listeners) {
    InetSocketAddress address =
        new InetSocketAddress(KafkaListeners.LOOPBACK, listeners.controllerPort());
    return Map.of(KafkaSettings.NODE_ID, address);
  }

  /** A directory that is formatted already keeps its cluster id and everything else. */
  private static MetaPropertiesEnsemble format(KafkaConfig config) throws Exception {
    String directory = config.metadataLogDir();
    Optional<String> known = identity(directory).clusterId();
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setClusterId(known.orElseGet(() -> Uuid.randomUuid().toString()))
        .setNodeId(KafkaSettings.NODE_ID)
        .setDirectories(List.of(directory))
        .setControllerListenerName(KafkaListeners.CONTROLLER)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .run();
    return identity(directory);
  }

  private static MetaPropertiesEnsemble identity(String directory) throws IOException {
    return new MetaPropertiesEnsemble.Loader()
        .addMetadataLogDir(directory)
        .addLogDirs(List.of(directory))
        .load();
  }

  /** Blocks until clients can use the broker. */
  void start() {
    controller.startup();
    broker.startup();
  }

  /**
   * True once the broker has left, by {@link #stop} or of its own accord. A broker that has just
   * let {@link #start} return may still say for a moment that it recovers.
   */
  boolean hasLeft() {
    return LEFT.contains(broker.brokerState());
  }

  /** Blocks until everything is on the disk; also after a start that failed half way. */
  void stop() {
    broker.shutdown(STOP_TIMEOUT);
    controller.shutdown();
  }
}
