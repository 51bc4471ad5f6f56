package io.voltstream.launcher;

import io.voltstream.cluster.NodeStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What this node says of itself to others. Thread-safe. */
final class NodeCard {
  private static final Map<Role, Setting> PORTS =
      Map.of(
          Role.KAFKA, Setting.KAFKA_PORT,
          Role.TSDB, Setting.TSDB_PORT,
          Role.SSE, Setting.HTTP_PORT,
          Role.INGEST, Setting.GRPC_PORT);

  private final String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final long since = System.currentTimeMillis();
  private final Set<Role> roles;
  private final String name;
  private final Map<String, Integer> instances = new LinkedHashMap<>();
  private volatile Map<String, Integer> ports = Map.of();
  private volatile List<Part> parts = List.of();

  NodeCard(Set<Role> roles, Settings settings) {
    this.roles = roles;
    String given = settings.text(Setting.NODE_NAME);
    this.name = given.isEmpty() ? machine() + "-" + ProcessHandle.current().pid() : given;
    roles.forEach(role -> instances.put(role.label(), number(role, settings)));
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node";
    }
  }

  private static int number(Role role, Settings settings) {
    return role == Role.INGEST
        ? Configs.ingest(settings).eventLoops()
        : role.instances().map(settings::number).orElse(1);
  }

  /** These parts are asked how far behind they are. */
  void runs(List<Part> all) {
    parts = all;
  }

  /**
   * The node is up.
   *
   * @param served with the ports that it was given
   */
  void serves(Settings served) {
    Map<String, Integer> bound = new LinkedHashMap<>();
    for (Role role : roles) {
      if (PORTS.containsKey(role)) {
        bound.put(role.label(), served.port(PORTS.get(role)));
      }
    }
    bound.put("metrics", served.port(Setting.METRICS_PORT));
    if (served.flag(Setting.CLUSTER)) {
      bound.put("cluster", served.port(Setting.CLUSTER_PORT));
      bound.put("bus", served.port(Setting.CLUSTER_BUS_PORT));
    }
    ports = bound;
  }

  NodeStatus status() {
    Map<String, Long> lag = new LinkedHashMap<>();
    parts.forEach(part -> part.lag().ifPresent(behind -> lag.put(part.name(), behind)));
    List<String> labels = roles.stream().map(Role::label).toList();
    return new NodeStatus(id, name, labels, instances, since, ports, lag, BuildInfo.version());
  }
}
