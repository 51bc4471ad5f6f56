package io.voltstream.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcHeaderNames;
import io.vertx.grpc.common.GrpcStatus;

/** Ends a call before it has begun: a trailers-only response, then nothing more is read. */
final class GrpcRefusal {
  private GrpcRefusal() {}

  static void send(HttpServerRequest request, GrpcStatus status, String message) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc")
        .putHeader(GrpcHeaderNames.GRPC_STATUS, status.toString())
        .putHeader(GrpcHeaderNames.GRPC_MESSAGE, message)
        .putHeader(GrpcHeaderNames.GRPC_ACCEPT_ENCODING, "identity")
        .end();
    if (!request.isEnded()) {
      request.response().reset(0);
    }
  }
}
