package io.voltstream.simulator;

import io.voltstream.contract.AccessToken;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the fleet is and where it sends.
 *
 * @param vehicles how many vehicles drive
 * @param hz batches per second and vehicle; may be a fraction
 * @param server where ingest listens, {@code host:port}
 * @param seed the same seed and settings give the same drives, readings and faults
 * @param connections TCP connections that the fleet shares
 * @param faults whether batteries overheat and tyres leak now and then
 * @param ackLog file to which each positive ack is appended, and beside it one of the injected
 *     episodes; empty: none is kept
 * @param token what to show to ingest; empty: nothing
 */
public record SimulatorConfig(
    int vehicles,
    double hz,
    String server,
    long seed,
    int connections,
    boolean faults,
    Optional<Path> ackLog,
    Optional<AccessToken> token) {
  /** Streams that one connection carries at most. */
  public static final int MAX_STREAMS_PER_CONNECTION = 10_000;

  private static final int MAX_CONNECTIONS = 1_000;

  /** Batches that the fleet keeps at most until they are acknowledged: some 100 MB. */
  private static final int MAX_KEPT_BY_FLEET = 1_000_000;

  private static final int MAX_KEPT_BY_VEHICLE = 600;

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public SimulatorConfig {
    require(vehicles >= 1 && vehicles <= 100_000, "NUM_VEHICLES", vehicles, "1 to 100000");
    require(hz >= 0.001 && hz <= 1_000, "SEND_FREQUENCY_HZ", hz, "0.001 to 1000");
    require(
        server.matches("([^\\s:]+|\\[[0-9a-fA-F:]+]):\\d{1,5}") && portOf(server) <= 65_535,
        "SERVER_ADDR",
        server,
        "host:port");
    int needed = (vehicles - 1) / MAX_STREAMS_PER_CONNECTION + 1;
    require(
        connections >= needed && connections <= MAX_CONNECTIONS,
        "SIMULATOR_CONNECTIONS",
        connections,
        needed + " to " + MAX_CONNECTIONS + " for " + vehicles + " vehicles");
  }

  /** Two, so that two event loops of the server have work; more only for a large fleet. */
  public static int defaultConnections(int vehicles) {
    return Math.max(Math.min(2, vehicles), (vehicles - 1) / MAX_STREAMS_PER_CONNECTION + 1);
  }

  /** The host part of {@link #server}, without brackets. */
  public String host() {
    return server.substring(0, server.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  /** The port part of {@link #server}. */
  public int port() {
    return portOf(server);
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Time between two batches of one vehicle, in nanoseconds. */
  long periodNanos() {
    return Math.round(1e9 / hz);
  }

  /** How many batches a vehicle keeps that are not acknowledged; beyond it drops the oldest. */
  int keptPerVehicle() {
    return Math.max(10, Math.min(MAX_KEPT_BY_VEHICLE, MAX_KEPT_BY_FLEET / vehicles));
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
