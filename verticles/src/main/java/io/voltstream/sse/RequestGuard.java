package io.voltstream.sse;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.api.JsonAnswer;
import io.voltstream.api.MapTiles;
import io.voltstream.sse.LiveMetrics.Refused;
import java.util.Set;

/** Goes before every handler: headers that keep browsers strict, and who may ask at all. */
final class RequestGuard implements Handler<RoutingContext> {
  private static final Set<String> FORMS = Set.of(Door.LOGIN, Door.LOGOUT);

  private final HostRule hosts;
  private final String contentPolicy;
  private final boolean hasForms;
  private final LiveMetrics metrics;

  RequestGuard(SseConfig config, LiveMetrics metrics) {
    this.hosts = new HostRule(config.allowedHosts());
    this.contentPolicy =
        "default-src 'self'; img-src 'self' data: blob:"
            + config.tiles().map(MapTiles::origin).map(origin -> ' ' + origin).orElse("")
            + "; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
    this.hasForms = config.door().isPresent();
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    strict(request.response().headers());
    String host = request.getHeader("Host");
    if (!hosts.admits(host, request.localAddress().hostAddress())) {
      metrics.refused(Refused.HOST);
      JsonAnswer.error(
          ctx, 421, "this is not '" + host + "'; to serve it, set HTTP_ALLOWED_HOSTS to its name");
    } else if (!HostRule.isOwnOrigin(request.getHeader("Origin"), host)) {
      metrics.refused(Refused.ORIGIN);
      JsonAnswer.error(
          ctx, 403, "pages of " + request.getHeader("Origin") + " may not read this server");
    } else if (!isServed(request)) {
      metrics.refused(Refused.METHOD);
      ctx.response().putHeader("Allow", "GET, HEAD");
      JsonAnswer.error(ctx, 405, request.method() + " is not served, only GET and HEAD");
    } else {
      ctx.next();
    }
  }

  private boolean isServed(HttpServerRequest request) {
    HttpMethod method = request.method();
    return method == HttpMethod.GET
        || method == HttpMethod.HEAD
        || (hasForms && method == HttpMethod.POST && FORMS.contains(request.path()));
  }

  private void strict(MultiMap headers) {
    headers
        .set("Content-Security-Policy", contentPolicy)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin");
  }
}
