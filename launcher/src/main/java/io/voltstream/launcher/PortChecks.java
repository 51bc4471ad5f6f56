package io.voltstream.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every port that a node would listen on: free, or held by a VoltStream that is well. */
final class PortChecks {
  /** All of them. */
  static final Set<Setting> PORTS =
      EnumSet.of(
          Setting.KAFKA_PORT,
          Setting.TSDB_PORT,
          Setting.HTTP_PORT,
          Setting.GRPC_PORT,
          Setting.METRICS_PORT);

  private PortChecks() {}

  /**
   * Looks before anything starts: a port that is taken would come to light only when all that
   * starts before its role is up.
   *
   * @throws StartFailure with the first port that is taken
   */
  static void requireFree(Set<Role> roles, Settings settings) {
    requireFree(Setting.METRICS_PORT, settings);
    for (Role role : roles) {
      switch (role) {
        case KAFKA -> requireFree(Setting.KAFKA_PORT, settings);
        case TSDB -> requireFree(Setting.TSDB_PORT, settings);
        case SSE -> requireFree(Setting.HTTP_PORT, settings);
        case INGEST -> requireFree(Setting.GRPC_PORT, settings);
        case STORAGE, ALERT, SIMULATOR -> {
          // They listen on nothing.
        }
      }
    }
  }

  private static void requireFree(Setting setting, Settings settings) {
    int port = settings.port(setting);
    if (port != 0 && refusal(address(setting, settings), port).isPresent()) {
      throw Diagnosis.portTaken(setting, settings, null);
    }
  }

  private static String address(Setting port, Settings settings) {
    return port == Setting.KAFKA_PORT || port == Setting.TSDB_PORT
        ? Exposure.backendAddress(settings)
        : BindAddress.of(settings);
  }

  /** What there is to say of one port. */
  static List<Finding> of(Setting setting, Settings settings) {
    int port = settings.port(setting);
    String address = address(setting, settings);
    String check = "port " + port;
    if (port == 0) {
      return List.of(Finding.ok(setting.name(), "0: a free one is taken"));
    }
    return refusal(address, port)
        .map(why -> holder(setting, settings, address, why))
        .orElseGet(() -> List.of(Finding.ok(check, "free, for " + setting)));
  }

  private static List<Finding> holder(
      Setting setting, Settings settings, String address, String why) {
    int port = settings.port(setting);
    try (PortHolder holder = new PortHolder(settings, BindAddress.reachable(address), port)) {
      Finding stranger =
          Finding.fail(
              "port " + port,
              "%s on %s: %s, and what listens did not answer as a VoltStream within %d s"
                  .formatted(setting, address, why, PortHolder.LIMIT.toSeconds()),
              "ask again if that is a busy one, else stop it or set %s to another port"
                  .formatted(setting));
      return List.of(holder.identify(setting).orElse(stranger));
    }
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
