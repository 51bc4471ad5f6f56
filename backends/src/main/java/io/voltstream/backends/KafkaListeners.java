package io.voltstream.backends;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listeners, bound before anything else of it exists. So a taken port is found
 * while nothing has been started, a port chosen by the system is known in time for the
 * configuration, and nobody can take it in between.
 */
final class KafkaListeners implements ServerSocketFactory, AutoCloseable {
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";
  static final String LOOPBACK = "127.0.0.1";

  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  private KafkaListeners(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = clients;
    this.controller = controller;
  }

  /**
   * @throws PortTakenException when a port is taken
   */
  static KafkaListeners bind(EmbeddedKafkaConfig config) {
    ServerSocketChannel clients = Ports.bind("Kafka", config.host(), config.port());
    try {
      ServerSocketChannel controller =
          Ports.bind("the Kafka controller", LOOPBACK, config.controllerPort());
      return new KafkaListeners(clients, controller);
    } catch (RuntimeException e) {
      Ports.close(clients);
      throw e;
    }
  }

  int port() {
    return Ports.portOf(clients);
  }

  int controllerPort() {
    return Ports.portOf(controller);
  }

  /** Called by the broker, which closes the channel when it stops. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBufferSize)
      throws IOException {
    ServerSocketChannel channel = listener.equals(CONTROLLER) ? controller : clients;
    channel.configureBlocking(false);
    return channel;
  }

  @Override
  public void close() {
    Ports.close(clients);
    Ports.close(controller);
  }
}
