package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;

/** The page that asks for the token; works without scripts. */
final class LoginPage {
  private static final String RESOURCE = "webroot/login.html";
  private static final String NEXT = "<!--next-->";
  private static final String MESSAGE = "<!--message-->";

  private final String html;

  private LoginPage(String html) {
    this.html = html;
  }

  /** Blocks for the one file that it reads. */
  static LoginPage load() {
    try (InputStream in = LoginPage.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      return new LoginPage(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param next where the browser goes when the token was right
   * @param message what went wrong, in words of ours; empty: nothing
   */
  void send(RoutingContext ctx, int status, String next, String message) {
    // Encoded for an address, it is safe in HTML too.
    String body = html.replace(NEXT, URLEncoder.encode(next, UTF_8)).replace(MESSAGE, message);
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        // Without a referrer browsers would not say either from which origin a form comes.
        .putHeader("Referrer-Policy", "same-origin")
        .end(body);
  }
}
