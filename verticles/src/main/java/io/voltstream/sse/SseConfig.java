package io.voltstream.sse;

import io.voltstream.api.MapTiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the live map is served.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 lets the system choose
 * @param group consumer group of all nodes that serve the map; one that is not clustered appends
 *     its own name
 * @param vehicleTtl a vehicle of which nothing is heard for longer is taken off the map
 * @param allowedHosts names by which this node may be reached, beside localhost and its addresses
 * @param tiles a tile server, if the page is to use one
 * @param version what the page says about itself
 * @param door who may ask; empty: everybody who reaches this node
 */
public record SseConfig(
    String host,
    int port,
    String group,
    Duration vehicleTtl,
    List<String> allowedHosts,
    Optional<MapTiles> tiles,
    String version,
    Optional<DoorConfig> door) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public SseConfig {
    allowedHosts = List.copyOf(allowedHosts);
    require(port >= 0 && port <= 65_535, "HTTP_PORT", port, "0 to 65535");
    require(group.matches("[A-Za-z0-9._-]{1,200}"), "LIVE_GROUP", group, "a consumer group's name");
    require(
        vehicleTtl.toMillis() >= 1_000 && vehicleTtl.toHours() <= 24,
        "VEHICLE_TTL",
        vehicleTtl,
        "1 s to 24 h");
    for (String name : allowedHosts) {
      require(
          name.matches("[A-Za-z0-9._-]{1,253}|[0-9a-fA-F:]{2,39}"),
          "HTTP_ALLOWED_HOSTS",
          name,
          "host names or addresses without ports");
    }
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
