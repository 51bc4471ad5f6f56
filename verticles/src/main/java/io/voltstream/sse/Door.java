package io.voltstream.sse;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.api.JsonAnswer;
import io.voltstream.sse.LiveMetrics.Refused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lets in who shows the token or is logged in. The sessions of vertx-web live in one node's memory;
 * these hold on every node and need none.
 */
final class Door implements Handler<RoutingContext> {
  static final String LOGIN = "/login";
  static final String LOGOUT = "/logout";
  private static final String COOKIE = "voltstream_session";

  /** Key of a request's session end, Unix milliseconds, for what goes on for long. */
  private static final String SESSION_END = "session.end";

  /** What the login page is made of. */
  private static final Set<String> OPEN =
      Set.of(
          "/css/tokens.css", "/css/login.css", "/js/first-paint.js", "/js/login.js", "/icon.svg");

  private final DoorConfig config;
  private final SessionToken sessions;
  private final TokenCheck check;
  private final LiveMetrics metrics;

  Door(DoorConfig config, TokenCheck check, LiveMetrics metrics) {
    this.config = config;
    this.sessions = new SessionToken(config.token(), config.sessionTtl());
    this.check = check;
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext ctx) {
    String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (OPEN.contains(ctx.request().path())) {
      ctx.next();
    } else if (authorization != null && isBearer(authorization)) {
      program(ctx, authorization);
    } else {
      browser(ctx);
    }
  }

  /** What a proxy asks for in other schemes is its own affair. */
  private static boolean isBearer(String authorization) {
    return authorization.regionMatches(true, 0, "Bearer", 0, "Bearer".length());
  }

  private void program(RoutingContext ctx, String authorization) {
    String address = address(ctx);
    switch (check.sent(authorization, address, SseServer.ticks())) {
      case RIGHT -> ctx.next();
      case WRONG -> challenge(ctx, "the token is not this node's: check VOLTSTREAM_TOKEN");
      case TOO_SOON -> {
        long seconds = check.waitSeconds(address, SseServer.ticks());
        ctx.response().putHeader("Retry-After", Long.toString(seconds));
        JsonAnswer.error(
            ctx, 429, "too many wrong tokens from " + address + ": wait " + seconds + " s");
      }
    }
  }

  private void browser(RoutingContext ctx) {
    OptionalLong end = sessionEnd(ctx);
    if (end.isPresent()) {
      ctx.put(SESSION_END, end.getAsLong()).next();
      return;
    }
    boolean had = ctx.request().getCookie(COOKIE) != null;
    metrics.refused(had ? Refused.SESSION_ENDED : Refused.NO_TOKEN);
    if (isPage(ctx.request())) {
      String next = URLEncoder.encode(ctx.request().uri(), StandardCharsets.UTF_8);
      redirect(ctx, LOGIN + "?next=" + next);
    } else {
      challenge(
          ctx, "this node asks for its token: log in at /login, or send 'authorization: Bearer'");
    }
  }

  /** Something that a person has asked for by its address. */
  private static boolean isPage(HttpServerRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html") && !request.path().startsWith("/api/");
  }

  private static void challenge(RoutingContext ctx, String what) {
    ctx.response().putHeader("WWW-Authenticate", "Bearer realm=\"voltstream\"");
    JsonAnswer.error(ctx, 401, what);
  }

  static void redirect(RoutingContext ctx, String to) {
    ctx.response()
        .setStatusCode(303)
        .putHeader("Location", to)
        .putHeader("Cache-Control", "no-store")
        .end();
  }

  static String address(RoutingContext ctx) {
    return ctx.request().remoteAddress().hostAddress();
  }

  /** When the session of a request's browser ends; empty when it is not logged in. */
  OptionalLong sessionEnd(RoutingContext ctx) {
    Cookie cookie = ctx.request().getCookie(COOKIE);
    return cookie == null
        ? OptionalLong.empty()
        : sessions.endOf(cookie.getValue(), System.currentTimeMillis());
  }

  /** When the session ends in which a request was let in; empty when it has no end. */
  static OptionalLong endOfSession(RoutingContext ctx) {
    Long end = ctx.get(SESSION_END);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  /** Logs the browser of a request in. */
  void welcome(RoutingContext ctx) {
    String session = sessions.issue(System.currentTimeMillis());
    ctx.response().addCookie(cookie(ctx, session).setMaxAge(config.sessionTtl().toSeconds()));
  }

  /** Logs it out. */
  static void farewell(RoutingContext ctx) {
    ctx.response().addCookie(cookie(ctx, "").setMaxAge(0));
  }

  private static Cookie cookie(RoutingContext ctx, String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(isHttps(ctx.request()));
  }

  /** Whether the browser speaks TLS to somebody before us. */
  private static boolean isHttps(HttpServerRequest request) {
    String forwarded = request.getHeader("X-Forwarded-Proto");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return (forwarded != null && forwarded.regionMatches(true, 0, "https", 0, 5))
        || (origin != null && origin.regionMatches(true, 0, "https:", 0, 6));
  }
}
