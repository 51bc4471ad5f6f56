package io.voltstream.ingest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.voltstream.contract.AccessToken;
import java.util.Optional;

/** Asks every call for the token, where there is one, but those of health checks. */
final class IngestDoor {
  private static final String HEALTH_CHECK = "/grpc.health.v1.Health/Check";

  private final Optional<AccessToken> token;

  IngestDoor(Optional<AccessToken> token) {
    this.token = token;
  }

  /** Why a call may not come in; empty: it may. */
  Optional<StreamEnd> refusal(HttpServerRequest call) {
    if (token.isEmpty() || HEALTH_CHECK.equals(call.path())) {
      return Optional.empty();
    }
    String shown = call.getHeader(HttpHeaders.AUTHORIZATION);
    if (shown == null) {
      return Optional.of(StreamEnd.NO_TOKEN);
    }
    return token.get().admits(shown) ? Optional.empty() : Optional.of(StreamEnd.WRONG_TOKEN);
  }

  /** What to tell the caller. */
  static String message(StreamEnd refusal) {
    return refusal == StreamEnd.NO_TOKEN
        ? "this node asks for a token: send the metadata 'authorization: Bearer VOLTSTREAM_TOKEN'"
        : "the token is not this node's: check VOLTSTREAM_TOKEN";
  }
}
