package io.voltstream.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How JSON leaves: never cached, errors as {@code {"error"}}. */
public final class JsonAnswer {
  private JsonAnswer() {}

  static void send(RoutingContext ctx, JsonObject body) {
    send(ctx, 200, body);
  }

  /** Answers with a status and one line that says what happened and what to do. */
  public static void error(RoutingContext ctx, int status, String what) {
    send(ctx, status, new JsonObject().put("error", what));
  }

  private static void send(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(body.toBuffer());
  }
}
