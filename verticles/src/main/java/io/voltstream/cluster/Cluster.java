package io.voltstream.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** The nodes that have found each other, seen from this one. */
public final class Cluster {
  /** A connection of the event bus to a node that does not answer for so long twice is closed. */
  private static final long BUS_PING_MS = 5_000;

  private final ClusterConfig config;
  private final HazelcastClusterManager manager;

  /**
   * Reads the file; joins nothing yet.
   *
   * @throws ClusterFileException when the file cannot be used
   */
  public Cluster(ClusterConfig config) {
    this.config = config;
    this.manager = new HazelcastClusterManager(ClusterFile.read(config));
  }

  /** Joins, and makes a Vert.x whose event bus reaches all nodes; closing it leaves. */
  public Future<Vertx> join(VertxBuilder builder, VertxOptions options) {
    options
        .getEventBusOptions()
        .setHost(config.address())
        .setPort(config.busPort())
        .setClusterPingInterval(BUS_PING_MS)
        .setClusterPingReplyInterval(BUS_PING_MS);
    return builder.with(options).withClusterManager(manager).buildClustered();
  }

  /** Nodes that this one sees, itself included; 0 when it has left or was never in. */
  public int members() {
    HazelcastInstance instance = manager.getHazelcastInstance();
    return instance == null || !instance.getLifecycleService().isRunning()
        ? 0
        : instance.getCluster().getMembers().size();
  }

  /** The port of the range that this node has; only after joining. */
  public int port() {
    return manager.getHazelcastInstance().getCluster().getLocalMember().getAddress().getPort();
  }

  /** The port of this node's event bus; only after joining. */
  public int busPort() {
    return manager.getNodeInfo().port();
  }
}
