package io.voltstream.ingest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.grpc.common.GrpcStatus;
import io.voltstream.contract.ServerAck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gRPC stream spoken byte by byte over HTTP/2, so that a test can also send what no gRPC library
 * would.
 */
final class RawStream {
  private static final String PATH = "/telemetry.TelemetryService/StreamTelemetry";

  private final HttpClientRequest request;
  private final List<ServerAck> acks = new CopyOnWriteArrayList<>();
  private final Promise<GrpcStatus> status = Promise.promise();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile String statusMessage;
  private Buffer incoming = Buffer.buffer();

  private RawStream(HttpClientRequest request) {
    this.request = request;
    request.response().onSuccess(this::answered).onFailure(status::tryFail);
    request.exceptionHandler(status::tryFail);
  }

  static RawStream open(HttpClient client, int port) {
    return open(client, port, Map.of());
  }

  static RawStream open(HttpClient client, int port, Map<String, String> headers) {
    return openAsync(client, port, headers)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  static Future<RawStream> openAsync(HttpClient client, int port, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setHost("127.0.0.1").setPort(port);
    options.setURI(PATH).putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    headers.forEach(options::putHeader);
    return client
        .request(options)
        .map(
            request -> {
              request.setChunked(true);
              RawStream stream = new RawStream(request);
              request.sendHead();
              return stream;
            });
  }

  private void answered(HttpClientResponse response) {
    response.handler(this::receive);
    response.exceptionHandler(status::tryFail);
    response.endHandler(
        v -> {
          String code = response.getHeader("grpc-status");
          String text = response.getHeader("grpc-message");
          code = code != null ? code : response.getTrailer("grpc-status");
          statusMessage = text != null ? text : response.getTrailer("grpc-message");
          status.tryComplete(GrpcStatus.valueOf(Integer.parseInt(code)));
        });
  }

  private void receive(Buffer chunk) {
    incoming.appendBuffer(chunk);
    try {
      while (incoming.length() >= 5 && incoming.length() >= 5 + incoming.getInt(1)) {
        int length = incoming.getInt(1);
        acks.add(ServerAck.parseFrom(incoming.getBytes(5, 5 + length)));
        incoming = incoming.getBuffer(5 + length, incoming.length());
      }
    } catch (Exception e) {
      status.tryFail(e);
    }
  }

  /** Sends one message, not compressed. */
  RawStream send(byte[] message) {
    return send(0, message.length, message);
  }

  /** Sends a frame as told, whatever it means. */
  RawStream send(int flag, int length, byte[] bytes) {
    request
        .write(Buffer.buffer().appendByte((byte) flag).appendInt(length).appendBytes(bytes))
        .onSuccess(v -> taken.incrementAndGet());
    return this;
  }

  /** Messages whose last byte flow control has let go to the server. */
  int taken() {
    return taken.get();
  }

  RawStream end() {
    request.end();
    return this;
  }

  void reset() {
    request.reset(8);
  }

  /** Stops reading acks. */
  void pauseAcks() {
    request.response().onSuccess(HttpClientResponse::pause);
  }

  void resumeAcks() {
    request.response().onSuccess(HttpClientResponse::resume);
  }

  List<ServerAck> acks() {
    return acks;
  }

  boolean isEnded() {
    return status.future().isComplete();
  }

  /** Waits for the stream's end. */
  GrpcStatus status() {
    return status
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  String statusMessage() {
    return statusMessage;
  }
}
