package io.voltstream.sse;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which Host and Origin headers are ours. A page of somebody else that lets its name point to this
 * machine (DNS rebinding) says its own name in Host, and so is told apart.
 */
final class HostRule {
  private final Set<String> names;
  private final Set<InetAddress> addresses;

  HostRule(Collection<String> allowed) {
    this.names = allowed.stream().map(HostRule::lower).collect(Collectors.toUnmodifiableSet());
    this.addresses =
        allowed.stream()
            .map(HostRule::address)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a Host header names this node, whatever the port.
   *
   * @param host the header; null when there is none
   * @param localAddress the address of this machine that the request came to
   */
  boolean admits(String host, String localAddress) {
    if (host == null) {
      return false;
    }
    String name = name(lower(host));
    return name.equals("localhost")
        || names.contains(name)
        || address(name).filter(spelt -> isOurs(spelt, localAddress)).isPresent();
  }

  /** An address has many spellings: what they say is compared. */
  private boolean isOurs(InetAddress address, String local) {
    return address.isLoopbackAddress()
        || addresses.contains(address)
        || address(local).filter(address::equals).isPresent();
  }

  /** Empty when the text is no address; nothing is looked up. */
  private static Optional<InetAddress> address(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(address));
  }

  /** Whether an Origin header, if there is one, is the origin that the Host header names. */
  static boolean isOwnOrigin(String origin, String host) {
    return origin == null
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  private static String name(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
