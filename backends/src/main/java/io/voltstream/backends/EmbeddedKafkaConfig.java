package io.voltstream.backends;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the embedded broker keeps its data and where it listens.
 *
 * @param directory its data folder, made when missing
 * @param host the address it listens on; the controller inside it always listens on loopback
 * @param port the port for clients; 0 lets the system choose
 * @param controllerPort the port between broker and controller; 0 lets the system choose
 * @param advertisedHost the name or address under which clients reach it
 */
public record EmbeddedKafkaConfig(
    Path directory, String host, int port, int controllerPort, String advertisedHost) {
  /**
   * @throws IllegalArgumentException naming the part, the value and what is allowed
   */
  public EmbeddedKafkaConfig {
    Objects.requireNonNull(directory, "directory");
    if (directory.toAbsolutePath().toString().contains(",")) {
      throw new IllegalArgumentException(
          "Kafka folder is '" + directory + "', it must be a path without a comma");
    }
    Ports.requireValid("Kafka port", port);
    Ports.requireValid("Kafka controller port", controllerPort);
    if (port != 0 && port == controllerPort) {
      throw new IllegalArgumentException(
          "Kafka controller port is '" + controllerPort + "', it must differ from the Kafka port");
    }
    Ports.requireHost("Kafka host", host);
    Ports.requireHost("Kafka advertised host", advertisedHost);
    if (advertisedHost.equals("0.0.0.0")) {
      throw new IllegalArgumentException(
          "Kafka advertised host is '0.0.0.0', it must be an address that clients can reach");
    }
  }

  /** A broker on loopback, on ports that the system chooses. */
  public static EmbeddedKafkaConfig onFreePorts(Path directory) {
    return new EmbeddedKafkaConfig(directory, "127.0.0.1", 0, 0, "127.0.0.1");
  }
}
