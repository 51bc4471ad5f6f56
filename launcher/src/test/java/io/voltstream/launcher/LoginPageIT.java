package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login in a headless browser: in, out, and back to where one was. */
class LoginPageIT {
  private static final String SECRET = "a-secret-of-tests";
  private static final String VIEW = "?show=idle,moving";

  @TempDir private static Path folder;
  private static HeadlessBrowser browser;
  private static VoltstreamProcess node;

  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.launchOrSkip();
    Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
    environment.put("VOLTSTREAM_TOKEN", SECRET);
    node = VoltstreamProcess.start(folder, environment, "node", "kafka", "sse").awaitReady();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWasComplainedOf() {
    // That a request was refused is what these tests are about.
    assertThat(browser.complaints())
        .allMatch(complaint -> complaint.matches(".*status of 40[13] .*"));
  }

  private static void logIn(LivePage page, String token) {
    page.find("#token").fill(token);
    page.press("Enter");
  }

  private static void expectAt(LivePage page, String pathAndQuery) {
    page.page().waitForURL(Pattern.compile(".*" + Pattern.quote(pathAndQuery)));
  }

  @Test
  void leadsBackToWhatWasAskedFor() throws Exception {
    try (LivePage page = browser.open(node.address("map") + VIEW, ColorScheme.DARK, 360, 740)) {
      page.expect("h1").hasText("VoltStream");
      page.expect("#token").isFocused();
      assertThat(page.page().title()).startsWith("Log in");
      assertFits(page);
      page.screenshot("login-dark-360");
      assertThat(page.accessibilityFaults()).isEmpty();

      logIn(page, "not-the-secret");
      page.expect("#message").hasText(Pattern.compile("That is not this node's token.*"));
      assertFits(page);
      page.screenshot("login-wrong-dark-360");
      assertThat(page.accessibilityFaults()).isEmpty();

      logIn(page, SECRET);
      expectAt(page, "/" + VIEW);
      page.awaitLive();
    }
  }

  /** Nothing has to be scrolled aside. */
  private static void assertFits(LivePage page) {
    assertThat(page.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  @Test
  void aSessionThatEndsLeadsToTheLoginAndBack() throws Exception {
    try (LivePage page = browser.open(node.address("map"), ColorScheme.LIGHT, 1280, 800)) {
      page.screenshot("login-light");
      assertThat(page.accessibilityFaults()).isEmpty();
      logIn(page, SECRET);
      page.awaitLive();
      page.page().evaluate("voltstream.state.toggle('idle')");

      page.page().context().clearCookies();
      page.page().evaluate("voltstream.feed.pause(); voltstream.feed.resume()");

      expectAt(page, "/login?next=%2F%3Fshow%3Didle");
      logIn(page, SECRET);
      expectAt(page, "/?show=idle");
      page.awaitLive();
    }
  }

  @Test
  void loggingOutEndsIt() throws Exception {
    try (LivePage page = browser.open(node.address("map"))) {
      logIn(page, SECRET);
      page.awaitLive();
      assertThat(page.page().context().cookies())
          .singleElement()
          .satisfies(LoginPageIT::isOutOfReach);

      page.find("#logout-button").click();

      page.page().waitForURL(Pattern.compile(".*/login.*"));
      assertThat(page.page().context().cookies()).isEmpty();
      page.page().navigate(node.address("map"));
      page.expect("#token").isVisible();
    }
  }

  private static void isOutOfReach(Cookie cookie) {
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
    assertThat(cookie.value).doesNotContain(SECRET);
  }
}
