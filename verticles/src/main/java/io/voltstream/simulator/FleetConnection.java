package io.voltstream.simulator;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.grpc.client.GrpcClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One TCP connection to ingest with the streams of its vehicles; connects again each time that it
 * is lost. Lives on the fleet's event loop.
 */
final class FleetConnection {
  private static final long CONNECT_MS = 10_000;
  private static final long DRAIN_MS = 10_000;
  private static final int WRITES_PER_FLUSH = 256;
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Vertx vertx;
  private final HttpClientAgent http;
  private final HttpConnectOptions server;
  private final Backoff backoff;
  private final SimulatorMetrics metrics;
  private final Consumer<String> failures;
  private List<VehicleStream> streams = List.of();
  private HttpClientConnection connection;
  private GrpcClient client;
  private long connectedAt;
  private boolean stopping;

  /**
   * @param failures told in a line what went wrong
   */
  FleetConnection(
      Vertx vertx,
      HttpClientAgent http,
      HttpConnectOptions server,
      Backoff backoff,
      SimulatorMetrics metrics,
      Consumer<String> failures) {
    this.vertx = vertx;
    this.http = http;
    this.server = server;
    this.backoff = backoff;
    this.metrics = metrics;
    this.failures = failures;
  }

  /** Begins to connect, with the streams that it will carry. */
  void connect(List<VehicleStream> carried) {
    streams = carried;
    connect();
  }

  private void connect() {
    if (stopping) {
      return;
    }
    Future<HttpClientConnection> connecting = http.connect(server);
    connecting
        .timeout(CONNECT_MS, TimeUnit.MILLISECONDS)
        .onSuccess(this::connected)
        .onFailure(
            failure -> {
              // It may still come about after the time was up.
              connecting.onSuccess(HttpClientConnection::close);
              failures.accept(failure.getMessage());
              connectLater();
            });
  }

  private void connectLater() {
    vertx.setTimer(backoff.nextMs(), timer -> connect());
  }

  private void connected(HttpClientConnection opened) {
    connection = opened;
    GrpcClient over = GrpcClient.client(vertx, opened);
    client = over;
    connectedAt = System.nanoTime();
    opened.exceptionHandler(failure -> failures.accept("connection: " + failure));
    opened.goAwayHandler(goAway -> leave(opened));
    joinWrites(opened.closeHandler(v -> lost(opened, over)));
    if (opened.maxActiveStreams() < streams.size()) {
      failures.accept(
          "the server allows " + opened.maxActiveStreams() + " streams on a connection");
    }
    streams.forEach(stream -> stream.open(client));
  }

  /**
   * Lets what one tick writes to many streams leave in one system call instead of one each.
   *
   * @param wire what is below the connection that {@code connect} gives; its setters return it
   */
  private static void joinWrites(HttpConnection wire) {
    if (wire instanceof ConnectionBase channel) {
      channel
          .channelHandlerContext()
          .pipeline()
          .addFirst(new FlushConsolidationHandler(WRITES_PER_FLUSH, true));
    }
  }

  /** The server wants to stop: the streams end in good order and go on elsewhere. */
  private void leave(HttpClientConnection left) {
    if (isCurrent(left)) {
      abandon("the server is going away");
      streams.forEach(VehicleStream::end);
      vertx.setTimer(DRAIN_MS, timer -> left.close());
    }
  }

  private void lost(HttpClientConnection gone, GrpcClient over) {
    if (isCurrent(gone)) {
      abandon("connection lost");
    }
    streams.forEach(stream -> stream.connectionLost(over, "connection lost"));
  }

  private boolean isCurrent(HttpClientConnection one) {
    return connection == one && !stopping;
  }

  private void abandon(String why) {
    connection = null;
    client = null;
    metrics.connectionLost();
    failures.accept(why);
    if (System.nanoTime() - connectedAt > STEADY_NANOS) {
      backoff.reset();
    }
    connectLater();
  }

  /** A stream is gone: it is opened again after a while, here or on the next connection. */
  void streamClosed(VehicleStream stream, String why) {
    if (!stopping) {
      failures.accept(why);
      vertx.setTimer(stream.backoffMs(), timer -> reopen(stream));
    }
  }

  private void reopen(VehicleStream stream) {
    if (client != null && !stopping) {
      stream.open(client);
    }
  }

  /** Gives up streams on which acks are overdue, or the connection when none comes at all. */
  void check(Duration patience) {
    long since = System.nanoTime() - patience.toNanos();
    List<VehicleStream> stalled =
        streams.stream().filter(stream -> stream.isStalledSince(since)).toList();
    boolean silent = streams.stream().noneMatch(stream -> stream.wasAnsweredSince(since));
    if (silent && !stalled.isEmpty() && connection != null) {
      failures.accept("the server does not answer");
      connection.close();
    } else {
      stalled.forEach(stream -> stream.cancel("no ack for " + patience.toSeconds() + " s"));
    }
  }

  /** Ends the streams; nothing is opened any more. */
  void end() {
    stopping = true;
    streams.forEach(VehicleStream::end);
  }
}
