package io.voltstream.ingest;

import io.vertx.grpc.common.GrpcStatus;
import java.util.Locale;

/** How a vehicle's stream came to its end. */
enum StreamEnd {
  /** The vehicle said that it has sent all, and got all its acks. */
  FINISHED(GrpcStatus.OK),
  /** Reset by the vehicle, or its connection was lost. */
  LOST(GrpcStatus.CANCELLED),
  /** This node stops: the vehicle goes on with another. */
  DRAINED(GrpcStatus.UNAVAILABLE),
  MALFORMED(GrpcStatus.INVALID_ARGUMENT),
  TOO_LARGE(GrpcStatus.RESOURCE_EXHAUSTED),
  /** A message with the compressed flag, or another encoding than identity. */
  COMPRESSED(GrpcStatus.UNIMPLEMENTED),
  /** The node asks for a token, and none was shown. */
  NO_TOKEN(GrpcStatus.UNAUTHENTICATED),
  WRONG_TOKEN(GrpcStatus.UNAUTHENTICATED),
  /** The node serves as many streams as it may. */
  TOO_MANY_STREAMS(GrpcStatus.RESOURCE_EXHAUSTED),
  /** It did not read its acks for too long. */
  ACKS_UNREAD(GrpcStatus.DEADLINE_EXCEEDED),
  /** A message began and did not go on for too long. */
  MESSAGE_STALLED(GrpcStatus.DEADLINE_EXCEEDED);

  private final GrpcStatus status;

  StreamEnd(GrpcStatus status) {
    this.status = status;
  }

  GrpcStatus status() {
    return status;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
