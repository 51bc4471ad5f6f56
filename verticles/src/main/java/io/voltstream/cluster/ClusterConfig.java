package io.voltstream.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a node finds the others.
 *
 * @param file Hazelcast's configuration; empty: the one in the jar
 * @param name only nodes of the same name join each other
 * @param address of this machine; everything of the cluster listens there and nowhere else
 * @param port first of {@link #PORTS} ports of which the node takes the first that is free
 * @param busPort port of the event bus; 0 lets the system choose
 * @param members where others may be, each host or host:port; without a port all of the range
 * @param kubernetesService DNS name of a headless service that lists them, in place of the members
 */
public record ClusterConfig(
    Optional<Path> file,
    String name,
    String address,
    int port,
    int busPort,
    List<String> members,
    Optional<String> kubernetesService) {
  /** As many nodes of a cluster find room on one machine. */
  public static final int PORTS = 20;

  private static final int HIGHEST = 65_536 - PORTS;

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public ClusterConfig {
    members = List.copyOf(members);
    require(name.matches("[A-Za-z0-9._-]{1,100}"), "CLUSTER_NAME", name, "letters, digits, . _ -");
    require(port >= 1 && port <= HIGHEST, "CLUSTER_PORT", port, "1 to " + HIGHEST);
    require(busPort >= 0 && busPort <= 65_535, "CLUSTER_BUS_PORT", busPort, "0 to 65535");
    for (String member : members) {
      require(
          member.matches("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?"),
          "CLUSTER_MEMBERS",
          member,
          "host[:port], separated by commas");
    }
    kubernetesService.ifPresent(
        service ->
            require(
                service.matches("[a-z0-9.-]{1,253}"),
                "CLUSTER_KUBERNETES_SERVICE",
                service,
                "the DNS name of a headless service"));
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
