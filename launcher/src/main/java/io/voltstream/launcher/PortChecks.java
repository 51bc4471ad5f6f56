package io.voltstream.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every port that a node would listen on: free, or held by a VoltStream that is well. */
final class PortChecks {
  private PortChecks() {}

  static List<Finding> all(Settings settings) {
    String ours = BindAddress.of(settings);
    String backends = Exposure.backendAddress(settings);
    List<Finding> findings = new ArrayList<>();
    try (PortHolder holder = new PortHolder(settings)) {
      findings.add(port(settings, Setting.KAFKA_PORT, backends, holder::kafka));
      findings.add(port(settings, Setting.TSDB_PORT, backends, holder::questDb));
      findings.add(port(settings, Setting.HTTP_PORT, ours, holder::map));
      findings.add(port(settings, Setting.GRPC_PORT, ours, holder::ingest));
      findings.add(port(settings, Setting.METRICS_PORT, ours, holder::metrics));
    }
    return findings;
  }

  /**
   * Looks before anything starts: a port that is taken would come to light only when all that
   * starts before its role is up.
   *
   * @throws StartFailure with the first port that is taken
   */
  static void requireFree(Set<Role> roles, Settings settings) {
    requireFree(Setting.METRICS_PORT, BindAddress.of(settings), settings);
    for (Role role : roles) {
      switch (role) {
        case KAFKA -> requireFree(Setting.KAFKA_PORT, Exposure.backendAddress(settings), settings);
        case TSDB -> requireFree(Setting.TSDB_PORT, Exposure.backendAddress(settings), settings);
        case SSE -> requireFree(Setting.HTTP_PORT, BindAddress.of(settings), settings);
        case INGEST -> requireFree(Setting.GRPC_PORT, BindAddress.of(settings), settings);
        case STORAGE, ALERT, SIMULATOR -> {
          // They listen on nothing.
        }
      }
    }
  }

  private static void requireFree(Setting setting, String address, Settings settings) {
    int port = settings.port(setting);
    if (port != 0 && refusal(address, port).isPresent()) {
      throw Diagnosis.portTaken(setting, settings, null);
    }
  }

  /** Asks who listens on a port of a host. */
  private interface Question {
    /** A finding about a VoltStream; empty when it is something else. */
    Optional<Finding> ask(String check, String host, int port);
  }

  private static Finding port(
      Settings settings, Setting setting, String address, Question question) {
    int port = settings.port(setting);
    String check = "port " + port;
    if (port == 0) {
      return Finding.ok(setting.name(), "0: a free one is taken");
    }
    Optional<String> refusal = refusal(address, port);
    if (refusal.isEmpty()) {
      return Finding.ok(check, "free, for " + setting);
    }
    return question
        .ask(check, BindAddress.reachable(address), port)
        .orElseGet(
            () ->
                Finding.fail(
                    check,
                    "%s on %s: %s, and not by a VoltStream"
                        .formatted(setting, address, refusal.get()),
                    "stop what listens there, or set %s to another port".formatted(setting)));
  }

  /** Why nobody could listen there now. */
  private static Optional<String> refusal(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }
}
