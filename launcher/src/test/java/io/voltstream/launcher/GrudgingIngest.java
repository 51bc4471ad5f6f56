package io.voltstream.launcher;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.voltstream.contract.ServerAck;
import io.voltstream.contract.TelemetryBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers as ingest seldom does: takes each tenth batch only when it is sent again, after the time
 * that it asked for, and never the batch {@link #REFUSED}. It wants to see a token.
 */
final class GrudgingIngest implements AutoCloseable {
  static final String TOKEN = "the-right-one";
  static final String REASON = "not this one";
  static final long REFUSED = 500;
  static final int TO_TRY_AGAIN = 99;

  private static final int RETRY_AFTER_MS = 50;
  private static final ServiceMethod<TelemetryBatch, ServerAck> METHOD =
      ServiceMethod.server(
          ServiceName.create("telemetry.TelemetryService"),
          "StreamTelemetry",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(TelemetryBatch.getDefaultInstance()));

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Map<Long, Long> askedAt = new HashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  GrudgingIngest() throws Exception {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(GrpcServer.server(vertx).callHandler(METHOD, this::open))
            .listen()
            .await(30, TimeUnit.SECONDS);
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** What the vehicle did that it must not. */
  Queue<String> complaints() {
    return complaints;
  }

  private void open(GrpcServerRequest<TelemetryBatch, ServerAck> request) {
    if (!("Bearer " + TOKEN).equals(request.headers().get("authorization"))) {
      request.response().status(GrpcStatus.UNAUTHENTICATED).statusMessage("no such token").end();
      return;
    }
    request.handler(batch -> request.response().write(answer(batch)));
    request.endHandler(end -> request.response().end());
  }

  private ServerAck answer(TelemetryBatch batch) {
    long sequence = batch.getSequence();
    ServerAck.Builder ack = ServerAck.newBuilder().setSequence(sequence);
    if (sequence == REFUSED) {
      return ack.setErrorMessage(REASON).build();
    }
    if (sequence % 10 != 0) {
      return ack.setSuccess(true).build();
    }
    long now = System.nanoTime();
    Long asked = askedAt.putIfAbsent(sequence, now);
    if (asked == null) {
      return ack.setErrorMessage("later").setRetryAfterMs(RETRY_AFTER_MS).build();
    }
    // A timer that counts whole milliseconds may be one early.
    if (TimeUnit.NANOSECONDS.toMillis(now - asked) < RETRY_AFTER_MS - 1) {
      complaints.add("batch %d came again too early".formatted(sequence));
    }
    return ack.setSuccess(true).build();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
