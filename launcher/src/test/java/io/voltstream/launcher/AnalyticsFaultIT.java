package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say of the past when there is none and when nobody can tell it. */
class AnalyticsFaultIT {
  @TempDir private Path folder;
  private HeadlessBrowser browser;
  private LiveNodes nodes;

  @BeforeEach
  void start() throws Exception {
    browser = HeadlessBrowser.launchOrSkip();
    nodes = LiveNodes.withDatabase(folder);
  }

  @AfterEach
  void stop() {
    if (nodes != null) {
      nodes.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void saysWhatToDoWhenNothingIsStoredAndWhenTheDatabaseIsAway() throws Exception {
    String url = nodes.url() + "analytics?range=6h";
    try (LivePage page = browser.open(url, ColorScheme.LIGHT, 1440, 900)) {
      page.expect("#notice h2").hasText("Nothing was stored in the last 6 hours");
      page.expect("#notice code").hasCount(2);
      page.expect("#card-events").hasText("0");
      page.screenshot("analytics-empty");
      assertThat(page.accessibilityFaults()).isEmpty();

      nodes.startFleet(20, 5);
      awaitFigures(page);

      nodes.killDatabase();
      page.press("r");
      page.awaitBanner("Figures of \\d{1,2}:\\d\\d:\\d\\d");
      page.expect("#pill").hasAttribute("data-state", "stale");
      page.expect("#card-vehicles").hasText(Pattern.compile("2\\d"));
      page.screenshot("analytics-stale");
      assertThat(page.accessibilityFaults()).isEmpty();

      page.press("3");
      page.expect("#notice h2").hasText("The figures cannot be read");
      page.expect("#notice .countdown").hasText(Pattern.compile("Asked again .*"));
      page.expect("#card-vehicles").hasText("–");
      page.expect("#banner").isHidden();
      page.screenshot("analytics-error");
      assertThat(page.accessibilityFaults()).isEmpty();

      try (LivePage map = browser.open(nodes.url() + "?vehicle=RVN000000001&history=1h")) {
        map.expect(".history[data-state=failed]").isVisible();
        map.expect(".history-status").hasText(Pattern.compile(".* Asked again in \\d+ s\\."));
        map.screenshot("history-error");
        assertThat(map.accessibilityFaults()).isEmpty();

        nodes.startDatabase();
        map.expect(".history[data-state=ready]").isVisible();
      }
      // By itself.
      page.expect("#pill").hasAttribute("data-state", "live");
      page.expect("#notice").isHidden();
      page.expect("#ranges input[value='24h']").isChecked();
      page.expect("#card-vehicles").hasText(Pattern.compile("2\\d"));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** Until what vehicles send is stored and shown. */
  private static void awaitFigures(LivePage page) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(
            () -> {
              page.press("r");
              return page.find("#notice").isHidden()
                  && page.find("#card-vehicles").textContent().matches("2\\d");
            });
  }
}
