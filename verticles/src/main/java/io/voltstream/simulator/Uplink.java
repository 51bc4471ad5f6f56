package io.voltstream.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fleet's streams over its connections. Lives on the fleet's event loop. */
final class Uplink {
  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final int CONNECT_MS = 5_000;

  /** Acks of the whole fleet share this window. */
  private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

  /** How long the fleet waits for its last streams before it drives off without them. */
  private static final long LAST_STREAMS_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Vertx vertx;
  private final SimulatorConfig config;
  private final SimulatorMetrics metrics;
  private final FleetPass pass;

  /** Kept in a field: Vert.x closes a client that is garbage, and with it every stream. */
  private final HttpClientAgent http;

  private final SplittableRandom jitter = new SplittableRandom();
  private final Complaints complaints = new Complaints(LOG);
  private final List<FleetConnection> connections = new ArrayList<>();
  private final List<VehicleStream> streams = new ArrayList<>();
  private volatile String lastFailure = "not connected yet";
  private long firstOpenAt;

  Uplink(Vertx vertx, SimulatorConfig config, FleetPass pass, SimulatorMetrics metrics) {
    this.vertx = vertx;
    this.config = config;
    this.metrics = metrics;
    this.pass = pass;
    http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout(CONNECT_MS)
                .setTcpKeepAlive(true)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setInitialSettings(new Http2Settings().setPushEnabled(false)));
  }

  /** Makes a stream for each vehicle and begins to connect. */
  void connect(FleetLedger ledger, long session) {
    HttpConnectOptions server = new HttpConnectOptions();
    server.setHost(config.host()).setPort(config.port());
    List<List<VehicleStream>> carried = new ArrayList<>();
    for (int i = 0; i < config.connections(); i++) {
      connections.add(new FleetConnection(vertx, http, server, backoff(), metrics, this::failed));
      carried.add(new ArrayList<>());
    }
    for (int i = 0; i < config.vehicles(); i++) {
      int shared = i % config.connections();
      Outbox outbox = new Outbox(Fleet.vehicleId(i), session, config.keptPerVehicle(), ledger);
      VehicleStream stream =
          new VehicleStream(
              vertx, outbox, metrics, backoff(), pass, connections.get(shared)::streamClosed);
      streams.add(stream);
      carried.get(shared).add(stream);
    }
    for (int i = 0; i < config.connections(); i++) {
      connections.get(i).connect(carried.get(i));
    }
  }

  private Backoff backoff() {
    return new Backoff(jitter.split());
  }

  private void failed(String why) {
    lastFailure = why;
    complaints.say("to " + config.server() + ": " + why, System.nanoTime());
  }

  /** The stream of a vehicle. */
  VehicleStream stream(int vehicle) {
    return streams.get(vehicle);
  }

  /** Whether the fleet can drive off: all streams are open, or the rest takes too long. */
  boolean isReady() {
    int open = metrics.openStreams();
    if (firstOpenAt == 0 && open > 0) {
      firstOpenAt = System.nanoTime();
    }
    return open == config.vehicles()
        || open > 0 && System.nanoTime() - firstOpenAt > LAST_STREAMS_NANOS;
  }

  /** Gives up what does not get on; called once a second. */
  void check(Duration patience) {
    connections.forEach(connection -> connection.check(patience));
  }

  /** Why not every vehicle has a stream; empty when each has. Thread-safe. */
  Optional<String> trouble() {
    int open = metrics.openStreams();
    return open == config.vehicles()
        ? Optional.empty()
        : Optional.of(
            open
                + " of "
                + config.vehicles()
                + " streams to "
                + config.server()
                + " are open: "
                + lastFailure);
  }

  /** Tells the server that nothing more comes. */
  void end() {
    connections.forEach(FleetConnection::end);
  }

  Future<Void> close() {
    return http.close();
  }
}
