package io.voltstream.simulator;

import io.vertx.core.http.HttpHeaders;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.voltstream.contract.AccessToken;
import java.util.Optional;
import java.util.function.Consumer;

/** The token that every stream of the fleet shows to ingest, and whether it is taken there. */
final class FleetPass {
  private final Optional<AccessToken> token;
  private final Consumer<String> refused;

  /**
   * @param refused told in a line each time that ingest does not let a stream in
   */
  FleetPass(Optional<AccessToken> token, Consumer<String> refused) {
    this.token = token;
    this.refused = refused;
  }

  /** Before the first message of a call. */
  void show(GrpcClientRequest<?, ?> call) {
    token.ifPresent(held -> call.headers().set(HttpHeaders.AUTHORIZATION, held.bearer()));
  }

  /** After a call has ended. */
  void ended(GrpcClientResponse<?, ?> call, String outcome) {
    if (call.status() == GrpcStatus.UNAUTHENTICATED) {
      refused.accept(outcome);
    }
  }
}
