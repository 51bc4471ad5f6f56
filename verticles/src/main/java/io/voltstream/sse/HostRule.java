package io.voltstream.sse;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which Host and Origin headers are ours. A page of somebody else that lets its name point to this
 * machine (DNS rebinding) says its own name in Host, and so is told apart.
 */
final class HostRule {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private final Set<String> allowed;

  HostRule(Collection<String> allowed) {
    this.allowed = allowed.stream().map(HostRule::lower).collect(Collectors.toUnmodifiableSet());
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
    return LOOPBACK.matcher(name).matches() || name.equals(localAddress) || allowed.contains(name);
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
