package io.voltstream.launcher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.cluster.Cluster;
import io.voltstream.cluster.NodeStatus;
import io.voltstream.cluster.Presence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other nodes, as far as this one knows them. A part only of a node that is clustered. */
final class ClusterPart implements Part {
  private static final Logger log = LoggerFactory.getLogger(ClusterPart.class);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);

  private final Optional<Cluster> cluster;
  private final Presence presence;

  /**
   * @param cluster empty: this node stands alone
   * @param card what this node says of itself
   */
  ClusterPart(Vertx vertx, Optional<Cluster> cluster, NodeCard card, MeterRegistry registry) {
    this.cluster = cluster;
    this.presence = new Presence(vertx, card::status);
    Gauge.builder("voltstream.cluster.members", this, part -> part.members())
        .description(
            "Nodes of the cluster that this one sees, itself included; 0 without a cluster")
        .register(registry);
  }

  /**
   * A Vert.x, once it has joined where it is to join.
   *
   * @throws StartFailure when it could not
   */
  static Vertx vertx(NodeMetrics metrics, Optional<Cluster> cluster) {
    if (cluster.isEmpty()) {
      return metrics.vertx();
    }
    try {
      return metrics.vertx(cluster.get()).await(JOIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw notJoined("no answer within " + JOIN_LIMIT.toSeconds() + " s", e);
    } catch (RuntimeException e) {
      throw notJoined(e.getMessage(), e);
    }
  }

  private static StartFailure notJoined(String why, Throwable cause) {
    String line = "cannot join the cluster: " + why + "; check CLUSTER_ADDRESS and CLUSTER_PORT";
    return new StartFailure(ExitCode.CLUSTER_NOT_JOINED, line, cause);
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Future<Settings> start(Settings settings) {
    String address = ClusterSettings.address(settings);
    if (!BindAddress.isLoopback(address)) {
      log.warn(
          "whoever reaches {}:{} or the event bus can join: there is no password, see"
              + " docs/cluster.md",
          address,
          cluster.orElseThrow().port());
    }
    return presence
        .start()
        .map(
            v ->
                settings
                    .bound(Setting.CLUSTER_PORT, cluster.orElseThrow().port())
                    .bound(Setting.CLUSTER_BUS_PORT, cluster.orElseThrow().busPort()));
  }

  /** All nodes, this one first. */
  List<NodeStatus> nodes() {
    return presence.nodes();
  }

  private int members() {
    return cluster.map(Cluster::members).orElse(0);
  }

  @Override
  public Future<?> stop() {
    return presence.leave();
  }

  @Override
  public Optional<String> remark() {
    int members = members();
    return Optional.of(members == 1 ? "no other node is there" : members + " nodes");
  }

  @Override
  public Optional<String> trouble() {
    return members() == 0
        ? Optional.of("this node has left the cluster; restart it")
        : presence.trouble();
  }
}
