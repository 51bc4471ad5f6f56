package io.voltstream.simulator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.voltstream.contract.ServerAck;
import io.voltstream.contract.TelemetryBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A gRPC server that answers each batch as a test wants and keeps what it answered with yes. */
final class ScriptedIngest implements AutoCloseable {
  /** The message of an ack that belongs to no batch of its stream. */
  static final String CONFUSED = "confused";

  private static final int WINDOW_BYTES = 64 << 20;

  /** Answers a batch; empty: neither this one nor a later one of its stream. */
  interface Script extends Function<TelemetryBatch, Optional<ServerAck>> {}

  private final Vertx vertx = Vertx.vertx();
  private final Script script;
  private final HttpServer server;
  private final Map<String, List<TelemetryBatch>> taken = new ConcurrentHashMap<>();
  private final Map<String, List<TelemetryBatch>> received = new ConcurrentHashMap<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<GrpcServerRequest<Buffer, ServerAck>, Context> streams =
      new ConcurrentHashMap<>();

  private final Set<GrpcServerRequest<Buffer, ServerAck>> mute = ConcurrentHashMap.newKeySet();

  ScriptedIngest(int port, Script script) {
    this.script = script;
    GrpcServer grpc =
        GrpcServer.server(vertx)
            .callHandler(
                ServiceMethod.server(
                    ServiceName.create("telemetry.TelemetryService"),
                    "StreamTelemetry",
                    GrpcMessageEncoder.encoder(),
                    GrpcMessageDecoder.IDENTITY),
                this::open);
    server =
        vertx
            .createHttpServer(options(port))
            .connectionHandler(
                connection -> {
                  connections.add(connection);
                  connection.closeHandler(v -> connections.remove(connection));
                })
            .requestHandler(grpc);
    await(server.listen());
  }

  private static HttpServerOptions options(int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setHttp2ConnectionWindowSize(WINDOW_BYTES);
    return options.setInitialSettings(new Http2Settings().setMaxConcurrentStreams(20_000));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Says yes to every batch. */
  static Optional<ServerAck> yes(TelemetryBatch batch) {
    return Optional.of(
        ServerAck.newBuilder().setSuccess(true).setSequence(batch.getSequence()).build());
  }

  /** Says no, as {@link ServerAck#getRetryAfterMs} 0 or try again. */
  static Optional<ServerAck> no(TelemetryBatch batch, int retryAfterMs) {
    return Optional.of(
        ServerAck.newBuilder()
            .setErrorMessage("not this one")
            .setSequence(batch.getSequence())
            .setRetryAfterMs(retryAfterMs)
            .build());
  }

  private void open(GrpcServerRequest<Buffer, ServerAck> request) {
    authorizations.add(String.valueOf(request.headers().get("authorization")));
    GrpcServerResponse<Buffer, ServerAck> response = request.response();
    streams.put(request, Vertx.currentContext());
    request.errorHandler(error -> streams.remove(request));
    request.exceptionHandler(failure -> streams.remove(request));
    request.endHandler(
        v -> {
          streams.remove(request);
          response.end();
        });
    request.handler(bytes -> answer(request, bytes));
  }

  private void answer(GrpcServerRequest<Buffer, ServerAck> request, Buffer bytes) {
    if (!streams.containsKey(request)) {
      return;
    }
    try {
      TelemetryBatch batch = TelemetryBatch.parseFrom(bytes.getBytes());
      keep(received, batch);
      // Acks come in order: after one that did not come, or was wrong, there are no more.
      Optional<ServerAck> ack = mute.contains(request) ? Optional.empty() : script.apply(batch);
      if (ack.isEmpty() || ack.get().getErrorMessage().equals(CONFUSED)) {
        mute.add(request);
      }
      if (ack.isPresent()) {
        if (ack.get().getSuccess()) {
          keep(taken, batch);
        }
        request.response().write(ack.get());
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keep(Map<String, List<TelemetryBatch>> where, TelemetryBatch batch) {
    where.computeIfAbsent(batch.getVehicleId(), id -> new CopyOnWriteArrayList<>()).add(batch);
  }

  int port() {
    return server.actualPort();
  }

  /** By vehicle, every batch that was answered with yes, in the order in which it came. */
  Map<String, List<TelemetryBatch>> taken() {
    return taken;
  }

  /** By vehicle, every batch that came. */
  Map<String, List<TelemetryBatch>> received() {
    return received;
  }

  /** What streams have shown, each once. */
  Set<String> authorizations() {
    return authorizations;
  }

  int openStreams() {
    return streams.size();
  }

  int openConnections() {
    return connections.size();
  }

  /** Closes every connection, as a server does that is stopped. */
  void closeConnections() {
    new ArrayList<>(connections).forEach(HttpConnection::close);
  }

  /** Cuts every connection without a word, as a server does that is killed. */
  void cutConnections() {
    for (HttpConnection connection : new ArrayList<>(connections)) {
      Channel channel = ((ConnectionBase) connection).channelHandlerContext().channel();
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }
  }

  /** Resets every stream. */
  void resetStreams() {
    streams.forEach((request, loop) -> loop.runOnContext(v -> request.response().cancel()));
  }

  /** Ends every stream with a status. */
  void endStreams(GrpcStatus status) {
    streams.forEach(
        (request, loop) ->
            loop.runOnContext(
                v -> {
                  if (streams.remove(request) != null) {
                    request.response().status(status).statusMessage("as the test wants").end();
                  }
                }));
  }

  /** Says GOAWAY, lets the streams end in good order and stops. */
  void shutDown() {
    await(server.shutdown(10, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
