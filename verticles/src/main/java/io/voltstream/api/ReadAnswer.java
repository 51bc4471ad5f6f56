package io.voltstream.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** How an answer of the database leaves, and how the lack of one does. */
final class ReadAnswer {
  private ReadAnswer() {}

  /** Answers on the request's event loop. */
  static <T> void send(
      RoutingContext ctx, CompletableFuture<T> answer, Function<T, JsonObject> json) {
    Future.fromCompletionStage(answer, ctx.vertx().getOrCreateContext())
        .map(json)
        .onSuccess(body -> JsonAnswer.send(ctx, body))
        .onFailure(failure -> fail(ctx, failure));
  }

  private static void fail(RoutingContext ctx, Throwable failure) {
    Optional<ReadFailure> known = ReadFailure.in(failure);
    if (known.isPresent()) {
      JsonAnswer.error(ctx, known.get().status(), known.get().getMessage());
    } else {
      ctx.fail(failure);
    }
  }
}
