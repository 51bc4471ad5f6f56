package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, driven with the Node of this machine: nothing is downloaded. */
final class HeadlessBrowser implements AutoCloseable {
  private static final double PATIENCE_MS = 90_000;
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final Playwright playwright;
  private final Browser browser;

  /** What the pages complained of: errors, refusals by policy, requests to other servers. */
  private final List<String> complaints = new ArrayList<>();

  private HeadlessBrowser(Path chromium, Path node) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setTimeout(PATIENCE_MS)
                    .setArgs(FLAGS));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  /** Without a browser the tests are skipped, which is said; where {@code CI=true} they fail. */
  static HeadlessBrowser launchOrSkip() {
    Optional<Path> chromium =
        Optional.ofNullable(System.getenv("VOLTSTREAM_TEST_CHROMIUM"))
            .map(Path::of)
            .or(() -> onPath("chromium", "chromium-browser", "google-chrome"));
    Optional<Path> node = onPath("node");
    if (chromium.filter(Files::isExecutable).isPresent() && node.isPresent()) {
      return new HeadlessBrowser(chromium.get(), node.get());
    }
    String missing =
        "browser tests need chromium (or VOLTSTREAM_TEST_CHROMIUM) and node on the PATH; found "
            + "chromium: %s, node: %s".formatted(chromium, node);
    if ("true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    System.out.println("SKIPPED: " + missing);
    Assumptions.abort(missing);
    throw new IllegalStateException(missing);
  }

  private static Optional<Path> onPath(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A page of its own, that shares nothing with others.
   *
   * @param url of the page
   */
  LivePage open(String url, ColorScheme scheme, int width, int height) {
    return open(url, scheme, width, height, "");
  }

  /**
   * A page that meets with something on its way.
   *
   * @param script runs before those of the page
   */
  LivePage open(String url, String script) {
    return open(url, ColorScheme.DARK, 1440, 900, script);
  }

  private LivePage open(String url, ColorScheme scheme, int width, int height, String script) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setViewportSize(width, height)
                .setBaseURL(url));
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !isAsMeant(message)) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(URI.create(url).resolve("/").toString())) {
            complaints.add("a request to " + request.url());
          }
        });
    page.addInitScript(script);
    page.navigate(url);
    return new LivePage(page);
  }

  /** Servers, databases and vehicles that are no more are what these tests are about. */
  private static boolean isAsMeant(ConsoleMessage message) {
    return message.text().contains("net::ERR_")
        || message.text().contains("status of 503")
        || (message.text().contains("status of 404")
            && message.location().contains("/api/vehicles/"));
  }

  LivePage open(String url) {
    return open(url, ColorScheme.DARK, 1440, 900);
  }

  /** What the pages complained of since this was asked before. */
  List<String> complaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
