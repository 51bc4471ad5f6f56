package io.voltstream.launcher;

import static io.voltstream.launcher.LivePage.openAlert;
import static io.voltstream.launcher.LivePage.resolvedAlert;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says and does while parts of the system are dead. */
class PageFaultIT {
  /** Holds the first answer that tells of the alerts until somebody lets it go. */
  private static final String HOLD_ALERTS =
      "const real = window.fetch; window.fetch = async (url, options) => {"
          + " const answer = await real(url, options);"
          + " if (String(url).endsWith('api/alerts') && !window.letGo) {"
          + " await new Promise((resolve) => { window.letGo = resolve; }); }"
          + " return answer; };";

  private static final int VEHICLES = 200;

  @TempDir private Path folder;
  private HeadlessBrowser browser;
  private LiveNodes nodes;

  @BeforeEach
  void start() throws Exception {
    browser = HeadlessBrowser.launchOrSkip();
    nodes = new LiveNodes(folder);
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
  void recoversFromTheServersDeathWithoutAReloadAndMissesNoAlert() throws Exception {
    TestVehicle cooling = nodes.vehicle("COOLING-1");
    TestVehicle heating = nodes.vehicle("HEATING-1");
    nodes.startFleet(VEHICLES, 5);
    try (LivePage page = browser.open(nodes.url())) {
      page.awaitVehicles(VEHICLES);
      cooling.heat(65);
      page.expect(openAlert(cooling.id())).isVisible();
      page.page().evaluate("window.notReloaded = true");

      nodes.killMap();
      page.awaitBanner("Reconnecting, try \\d+");
      page.expect("#banner-since").containsText("No data since");
      page.expect("#pill").hasAttribute("data-state", "reconnecting");
      page.awaitSilent(VEHICLES);
      page.screenshot("stale");

      // Both while nobody can tell the page.
      cooling.heat(30);
      heating.heat(65);
      nodes.startMap();

      page.awaitLive();
      page.awaitVehicles(VEHICLES);
      page.awaitMotion(VEHICLES / 4);
      page.expect(openAlert(heating.id())).isVisible();
      page.expect(resolvedAlert(cooling.id())).isVisible();
      page.expect(openAlert(cooling.id())).hasCount(0);
      assertThat(page.page().evaluate("window.notReloaded")).isEqualTo(true);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void saysWhatToDoWhenNothingIsThereAndWhenNothingComesAnyMore() throws Exception {
    try (LivePage page = browser.open(nodes.url(), ColorScheme.LIGHT, 1440, 900)) {
      page.expect("#notice h2").hasText("No vehicles yet");
      page.expect("#notice code").hasCount(2);
      page.screenshot("empty");
      assertThat(page.accessibilityFaults()).isEmpty();

      nodes.startFleet(VEHICLES, 5);
      page.awaitVehicles(VEHICLES);
      page.expect("#notice").isHidden();

      nodes.killFleet();
      page.awaitBanner("No data since \\d{1,2}:\\d\\d:\\d\\d");
      page.expect("#pill-text").hasText("No data");
      page.awaitSilent(VEHICLES);
      assertThat(page.accessibilityFaults()).isEmpty();

      page.press("p");
      page.awaitBanner("Paused since .*");
      page.press("p");
      page.awaitBanner("No data since .*");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void anAlertThatEndsBeforeTheStreamBeginsIsNotOpenForEver() throws Exception {
    TestVehicle vehicle = nodes.vehicle("COOLING-2");
    try (LivePage witness = browser.open(nodes.url())) {
      vehicle.heat(65);
      witness.expect(openAlert(vehicle.id())).isVisible();
      try (LivePage page = browser.open(nodes.url(), HOLD_ALERTS)) {
        page.await("typeof window.letGo === 'function'");
        page.page().evaluate("voltstream.feed.pause()");
        vehicle.heat(30);
        witness.expect(resolvedAlert(vehicle.id())).isVisible();
        page.page().evaluate("voltstream.feed.resume()");
        page.awaitLive();
        page.page().evaluate("window.letGo()");
        page.await("voltstream.alerts.isKnown && voltstream.alerts.open.size === 0");
        page.expect(resolvedAlert(vehicle.id())).isVisible();
      }
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aPageThatComesAfterTheDataHasStoppedSaysSinceWhen() throws Exception {
    nodes.killMap();
    nodes.set("VEHICLE_TTL", "1h");
    nodes.startMap();
    nodes.startFleet(VEHICLES, 5);
    try (LivePage witness = browser.open(nodes.url())) {
      witness.awaitVehicles(VEHICLES);
      nodes.killFleet();
      witness.awaitBanner("No data since .*");
      long stopped = lastData(witness);
      try (LivePage late = browser.open(nodes.url())) {
        late.awaitBanner("No data since .*");
        // The witness says when it heard the last frame, the other when the server heard of it.
        assertThat(lastData(late)).isLessThan(stopped + 5_000);
        late.expect("#figure-vehicles").hasText(String.valueOf(VEHICLES));
      }
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static long lastData(LivePage page) {
    return ((Number) page.page().evaluate("voltstream.feed.state.lastData")).longValue();
  }
}
