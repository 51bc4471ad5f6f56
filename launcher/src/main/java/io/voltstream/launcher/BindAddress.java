package io.voltstream.launcher;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** The address that everything listens on. */
final class BindAddress {
  private static final String EVERY_ADDRESS = "0.0.0.0";

  private BindAddress() {}

  /**
   * The address, which is one of this machine's.
   *
   * @throws IllegalArgumentException when it is not
   */
  static String of(Settings settings) {
    return ours(settings, Setting.BIND_ADDRESS, ", or 0.0.0.0");
  }

  /**
   * The setting's address, which is one of this machine's and not all of them.
   *
   * @throws IllegalArgumentException when it is not
   */
  static String one(Settings settings, Setting setting) {
    String host = ours(settings, setting, "");
    if (host.equals(EVERY_ADDRESS)) {
      throw new IllegalArgumentException(
          setting + " is '" + host + "', it must be one address of this machine, not all of them");
    }
    return host;
  }

  private static String ours(Settings settings, Setting setting, String orElse) {
    String host = settings.text(setting);
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address instanceof Inet4Address && isOurs(address)) {
        return host;
      }
    } catch (UnknownHostException | SocketException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        setting + " is '" + host + "', it must be an IPv4 address of this machine" + orElse);
  }

  private static boolean isOurs(InetAddress address) throws SocketException {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  /** Where a process on this machine reaches what listens there. */
  static String reachable(Settings settings) {
    return reachable(of(settings));
  }

  /** Where a process on this machine reaches what listens on an address. */
  static String reachable(String host) {
    return host.equals(EVERY_ADDRESS) ? "127.0.0.1" : host;
  }

  /** Whether nobody but this machine reaches an address, which is one of this machine's. */
  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
