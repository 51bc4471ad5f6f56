package io.voltstream.ingest;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.grpc.common.GrpcHeaderNames;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.reflection.ReflectionService;
import io.vertx.grpc.server.GrpcProtocol;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.Service;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.TelemetryProto;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The gRPC server of one event loop. What a node can hold at most: {@code INGEST_MAX_STREAMS} ×
 * {@link Http2Limits#STREAM_WINDOW_BYTES} for paused streams, half of the producer's buffer for
 * batches in flight, and {@link StreamHost}'s limit per event loop for messages that are being
 * received. There are no more connections than streams.
 */
final class IngestServer extends VerticleBase {
  /** How long the last acks may take when the node stops. */
  static final Duration DRAIN = Duration.ofSeconds(4);

  /** How long closing may take after that. */
  static final Duration SHUTDOWN = Duration.ofSeconds(1);

  private static final ServiceName SERVICE = ServiceName.create("telemetry.TelemetryService");
  private static final ServiceMethod<Buffer, Buffer> STREAM_TELEMETRY =
      ServiceMethod.server(
          SERVICE, "StreamTelemetry", GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.IDENTITY);

  private final IngestConfig config;
  private final int port;
  private final StreamHost host;
  private final IngestMetrics metrics;
  private final AtomicBoolean serving;
  private final Supplier<Optional<String>> hold;
  private final IngestDoor door;
  private final LiveConnections connections = new LiveConnections();
  private HttpServer server;
  private GrpcServer grpc;
  private HttpServerRequest arriving;
  private Promise<Void> drained;

  IngestServer(
      IngestConfig config,
      int port,
      StreamHost host,
      IngestMetrics metrics,
      AtomicBoolean serving,
      Supplier<Optional<String>> hold) {
    this.config = config;
    this.port = port;
    this.host = host;
    this.metrics = metrics;
    this.serving = serving;
    this.hold = hold;
    this.door = new IngestDoor(config.token());
  }

  @Override
  public Future<?> start() {
    grpc = grpcServer();
    server = vertx.createHttpServer(Http2Limits.options(config, port));
    server.connectionHandler(this::connected);
    server.requestHandler(this::route);
    vertx.setPeriodic(1_000, timer -> sweep());
    return server.listen();
  }

  private GrpcServer grpcServer() {
    GrpcServerOptions options =
        new GrpcServerOptions()
            .setMaxMessageSize(BatchReader.MAX_BATCH_BYTES)
            .removeEnabledProtocol(GrpcProtocol.WEB)
            .removeEnabledProtocol(GrpcProtocol.WEB_TEXT)
            .removeEnabledProtocol(GrpcProtocol.TRANSCODING);
    return GrpcServer.server(vertx, options)
        .addService(
            Service.service(
                    SERVICE, TelemetryProto.getDescriptor().findServiceByName("TelemetryService"))
                .bind(STREAM_TELEMETRY, this::openStream)
                .build())
        .addService(IngestHealth.service(SERVICE, serving::get))
        .addService(ReflectionService.v1());
  }

  private void connected(HttpConnection connection) {
    if (!metrics.connectionOpened(config.maxStreams())) {
      connection.close();
      return;
    }
    connections.add(connection, new AckWaves(context));
    connection.closeHandler(
        v -> {
          connections.remove(connection);
          metrics.connectionClosed();
        });
    // Acks are written outside of a read: without this, each would be a system call of its own.
    ((ConnectionBase) connection)
        .channelHandlerContext()
        .pipeline()
        .addFirst(new FlushConsolidationHandler(256, true));
  }

  private void route(HttpServerRequest request) {
    door.refusal(request)
        .ifPresentOrElse(refusal -> turnAway(request, refusal), () -> serve(request));
  }

  private void turnAway(HttpServerRequest request, StreamEnd refusal) {
    metrics.streamEnded(refusal);
    GrpcRefusal.send(request, refusal.status(), IngestDoor.message(refusal));
  }

  private void serve(HttpServerRequest request) {
    String encoding = request.getHeader(GrpcHeaderNames.GRPC_ENCODING);
    if (encoding != null && !encoding.equals("identity")) {
      metrics.streamEnded(StreamEnd.COMPRESSED);
      GrpcRefusal.send(
          request,
          StreamEnd.COMPRESSED.status(),
          "grpc-encoding " + encoding + " is not supported");
      return;
    }
    // A message says with this name, and only so, that its compressed flag was set; without any
    // name the server would hold such bytes without limit.
    request.headers().set(GrpcHeaderNames.GRPC_ENCODING, "undeclared");
    arriving = request;
    grpc.handle(request);
  }

  private void openStream(GrpcServerRequest<Buffer, Buffer> request) {
    HttpServerRequest http = arriving;
    VehicleStream stream =
        new VehicleStream(host, context, connections.waves(request.connection()), http, request);
    if (host.isDraining()) {
      metrics.streamEnded(StreamEnd.DRAINED);
      GrpcRefusal.send(http, StreamEnd.DRAINED.status(), "this node stops, connect again");
    } else if (!host.open(stream)) {
      metrics.streamEnded(StreamEnd.TOO_MANY_STREAMS);
      GrpcRefusal.send(
          http,
          StreamEnd.TOO_MANY_STREAMS.status(),
          "this node serves INGEST_MAX_STREAMS=" + config.maxStreams() + " streams already");
    }
  }

  private void sweep() {
    host.hold(hold.get().isPresent());
    host.sweep(System.nanoTime());
    connections.sweep(System.nanoTime());
    if (drained != null && host.isEmpty()) {
      drained.tryComplete();
    }
  }

  /** The port that the server listens on. */
  int port() {
    return server.actualPort();
  }

  /** Ends every stream after its last ack, as far as time allows, and only then closes. */
  @Override
  public Future<?> stop() {
    serving.set(false);
    drained = Promise.promise();
    host.drain();
    if (host.isEmpty()) {
      drained.complete();
    }
    return drained
        .future()
        .timeout(DRAIN.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .compose(v -> server.shutdown(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS));
  }
}
