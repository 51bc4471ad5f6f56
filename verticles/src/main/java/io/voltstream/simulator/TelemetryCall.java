package io.voltstream.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcHeaderNames;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.voltstream.contract.ServerAck;
import java.net.URLDecoder;

/** The gRPC method that vehicles call: encoded batches go up, acks come down. */
final class TelemetryCall {
  static final ServiceMethod<ServerAck, Buffer> METHOD =
      ServiceMethod.client(
          ServiceName.create("telemetry.TelemetryService"),
          "StreamTelemetry",
          GrpcMessageEncoder.IDENTITY,
          GrpcMessageDecoder.decoder(ServerAck.getDefaultInstance()));

  private TelemetryCall() {}

  /** How a call that has ended did so, for people. */
  static String outcome(GrpcClientResponse<?, ?> response) {
    String message = response.trailers().get(GrpcHeaderNames.GRPC_MESSAGE);
    if (message == null) {
      message = response.headers().get(GrpcHeaderNames.GRPC_MESSAGE);
    }
    String ended = "the server ended the stream: " + response.status().name();
    return message == null ? ended : ended + ", " + decoded(message);
  }

  /** The message is percent-encoded, and a plus sign in it is a plus sign. */
  private static String decoded(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }
}
