package io.voltstream.sse;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.api.JsonAnswer;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the page. Browsers ask each time whether their copy is the present one: after an update
 * nobody sees an old page.
 */
final class StaticHandler implements Handler<RoutingContext> {
  /** The pages, by the paths that people see. */
  private static final Map<String, String> PAGES =
      Map.of("/", "/index.html", "/analytics", "/analytics.html");

  private final StaticFiles files = new StaticFiles();

  @Override
  public void handle(RoutingContext ctx) {
    String path = ctx.request().path();
    String file = PAGES.getOrDefault(path, path);
    files
        .loaded(file)
        .ifPresentOrElse(found -> send(ctx, Optional.of(found)), () -> loadAndSend(ctx, file));
  }

  private void loadAndSend(RoutingContext ctx, String file) {
    ctx.vertx()
        .executeBlocking(() -> files.load(file), false)
        .onSuccess(found -> send(ctx, found))
        .onFailure(ctx::fail);
  }

  private static void send(RoutingContext ctx, Optional<StaticFile> found) {
    if (found.isEmpty()) {
      JsonAnswer.error(ctx, 404, "there is no '" + ctx.request().path() + "'");
      return;
    }
    HttpServerRequest request = ctx.request();
    StaticFile file = found.get();
    boolean gzip = takesGzip(request.getHeader("Accept-Encoding"));
    String etag = file.etag(gzip);
    HttpServerResponse response = request.response();
    response
        .putHeader("Cache-Control", "no-cache")
        .putHeader("ETag", etag)
        .putHeader("Vary", "Accept-Encoding");
    if (isKnown(request.getHeader("If-None-Match"), etag)) {
      response.setStatusCode(304).end();
      return;
    }
    boolean packed = gzip && file.packed() != null;
    if (packed) {
      response.putHeader("Content-Encoding", "gzip");
    }
    Buffer body = packed ? file.packed() : file.plain();
    response
        .putHeader("Content-Type", file.contentType())
        // Stated: an answer to HEAD would not say it by itself.
        .putHeader("Content-Length", Integer.toString(body.length()))
        .end(body);
  }

  private static boolean takesGzip(String acceptEncoding) {
    return acceptEncoding != null
        && acceptEncoding.contains("gzip")
        && !acceptEncoding.matches(".*gzip\\s*;\\s*q=0(\\.0*)?\\s*(,.*)?");
  }

  private static boolean isKnown(String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String known : ifNoneMatch.split(",")) {
      String tag = known.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }
}
