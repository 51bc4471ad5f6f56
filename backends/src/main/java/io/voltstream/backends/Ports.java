package io.voltstream.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Listeners of the backends: what is a valid address, and binding one. */
final class Ports {
  /** Connections that may wait for the listener; as many as Kafka asks for. */
  private static final int BACKLOG = 50;

  private Ports() {}

  static void requireValid(String name, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(name + " is '" + port + "', it must be 0 to 65535");
    }
  }

  static void requireHost(String name, String host) {
    if (host == null || !host.matches("[A-Za-z0-9._:-]+")) {
      throw new IllegalArgumentException(
          name + " is '" + host + "', it must be a host name or an address");
    }
  }

  /**
   * Binds a listener.
   *
   * @param port 0 for one that the system chooses
   * @throws PortTakenException when somebody listens there
   * @throws BackendException when this machine has no such address
   */
  static ServerSocketChannel bind(String service, String host, int port) {
    InetAddress address = resolve(service, host);
    try {
      return open(address, port);
    } catch (IOException e) {
      if (port == 0 || !exists(address)) {
        throw new BackendException(
            service + " cannot listen on " + host + ", this machine has no such address", e);
      }
      throw new PortTakenException(service, host, port, e);
    }
  }

  private static ServerSocketChannel open(InetAddress address, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The system's errors differ between "no such address" and "taken" in their text only. */
  private static boolean exists(InetAddress address) {
    try {
      open(address, 0).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static InetAddress resolve(String service, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new BackendException(service + " cannot listen on the unknown host '" + host + "'", e);
    }
  }

  /**
   * @throws PortTakenException when somebody listens on the port; 0 is always free
   */
  static void requireFree(String service, String host, int port) {
    if (port != 0) {
      close(bind(service, host, port));
    }
  }

  static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @return the host's address in numbers
   * @throws BackendException when the host is unknown or has no IPv4 address
   */
  static String ipv4(String service, String host) {
    if (resolve(service, host) instanceof Inet4Address address) {
      return address.getHostAddress();
    }
    throw new BackendException(service + " listens on IPv4 only, '" + host + "' is not", null);
  }

  /** An address of IPv6 needs brackets before a port can follow it. */
  static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  static int portOf(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }
}
