package io.voltstream.sse;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.voltstream.api.JsonAnswer;
import java.util.regex.Pattern;

/** {@code /login}: the form, and what was typed into it. {@code /logout}. */
final class LoginHandler {
  private static final int LARGEST_FORM_BYTES = 4 << 10;

  /** A path of this server, so that nobody is led to another one. */
  private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");

  private final Door door;
  private final TokenCheck check;
  private final LoginPage page = LoginPage.load();

  LoginHandler(Door door, TokenCheck check) {
    this.door = door;
    this.check = check;
  }

  void mount(Router router) {
    router
        .post(Door.LOGIN)
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM_BYTES))
        .handler(this::typed);
    router.route(Door.LOGIN).handler(this::form);
    router.post(Door.LOGOUT).handler(LoginHandler::logout);
    router.route(Door.LOGOUT).handler(ctx -> JsonAnswer.error(ctx, 405, "logging out is a POST"));
  }

  private void form(RoutingContext ctx) {
    if (door.sessionEnd(ctx).isPresent()) {
      Door.redirect(ctx, next(ctx));
    } else {
      page.send(ctx, 200, next(ctx), "");
    }
  }

  private void typed(RoutingContext ctx) {
    String typed = ctx.request().formAttributes().get("token");
    String address = Door.address(ctx);
    switch (check.typed(typed == null ? "" : typed.strip(), address, SseServer.ticks())) {
      case RIGHT -> {
        door.welcome(ctx);
        Door.redirect(ctx, next(ctx));
      }
      case WRONG ->
          page.send(
              ctx,
              403,
              next(ctx),
              "That is not this node's token. It is what VOLTSTREAM_TOKEN was when it was"
                  + " started.");
      case TOO_SOON -> {
        long seconds = check.waitSeconds(address, SseServer.ticks());
        ctx.response().putHeader("Retry-After", Long.toString(seconds));
        page.send(
            ctx, 429, next(ctx), "Too many wrong tokens: wait " + seconds + " s, then try again.");
      }
    }
  }

  private static String next(RoutingContext ctx) {
    String next = ctx.request().getParam("next", "/");
    return OWN_PATH.matcher(next).matches() && !next.startsWith(Door.LOGIN) ? next : "/";
  }

  private static void logout(RoutingContext ctx) {
    Door.farewell(ctx);
    Door.redirect(ctx, Door.LOGIN);
  }
}
