package io.voltstream.launcher;

import static io.voltstream.launcher.LivePage.openAlert;
import static io.voltstream.launcher.LivePage.resolvedAlert;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The page in a headless browser, with a thousand vehicles on the road. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final int VEHICLES = 1_000;

  /** One of the simulator's. */
  private static final String SOME_VIN = "RVN000000042";

  @TempDir private static Path folder;
  private static HeadlessBrowser browser;
  private static LiveNodes nodes;

  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.launchOrSkip();
    nodes = new LiveNodes(folder);
    nodes.startFleet(VEHICLES, 2);
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothingWasComplainedOf() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void showsAThousandVehiclesThatMove() throws Exception {
    try (LivePage page = browser.open(nodes.url())) {
      page.awaitVehicles(VEHICLES);
      page.awaitMotion(VEHICLES / 4);

      page.awaitLive();
      page.expect("#figure-vehicles").hasText(Pattern.compile("1,0\\d\\d"));
      page.expect("#figure-rate").hasText(Pattern.compile("[1-9],\\d{3}"));
      page.expect("#figure-speed").hasText(Pattern.compile("[1-9]\\d*"));
      page.expect(".chip[data-status=moving] b").hasText(Pattern.compile("[1-9]\\d*"));
      assertThat(page.paintedPixels()).isGreaterThan(VEHICLES * 10);
    }
  }

  /** The first, so that all that is in the pictures is the simulator's. */
  @Test
  @Order(1)
  void looksAsItShouldInBothThemes() throws Exception {
    try (LivePage page = browser.open(nodes.url())) {
      page.awaitVehicles(VEHICLES);
      page.expect(".chip[data-status=critical]").isVisible();
      page.expect(".chip[data-status=warning]").isVisible();
      page.await("voltstream.trend.times.length >= 60");
      page.screenshot("dark");
      assertNothingIsInaccessible(page);

      page.press("l");
      page.expect("html").hasAttribute("data-theme", "light");
      page.awaitMotion(1);
      page.screenshot("light");
      assertNothingIsInaccessible(page);
    }
  }

  private static void assertNothingIsInaccessible(LivePage page) throws Exception {
    assertThat(page.accessibilityFaults()).isEmpty();

    page.press("/");
    page.type(SOME_VIN.substring(0, 6));
    page.expect("#search-results [role=option]").hasCount(8);
    assertThat(page.accessibilityFaults()).isEmpty();
    page.press("Enter");
    page.expect("[data-signal=speed] .value").isVisible();
    assertThat(page.accessibilityFaults()).isEmpty();

    page.press("?");
    page.expect("#help").isVisible();
    assertThat(page.accessibilityFaults()).isEmpty();
    page.press("Escape");
    page.press("Escape");
    page.press("0");
  }

  @Test
  void fitsANarrowScreen() throws Exception {
    try (LivePage page = browser.open(nodes.url(), ColorScheme.DARK, 360, 740)) {
      page.awaitVehicles(VEHICLES);
      page.screenshot("narrow");
      assertThat(page.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);

      page.find("#handle").click();
      page.expect("#rail").hasClass(Pattern.compile(".*\\bup\\b.*"));
      page.expect("#panel-alerts").isVisible();
      assertThat(page.accessibilityFaults()).isEmpty();
    }
  }

  @Test
  void findsSelectsAndFollows() throws Exception {
    try (LivePage page = browser.open(nodes.url())) {
      page.awaitVehicles(VEHICLES);

      page.press("/");
      page.type(SOME_VIN.toLowerCase(java.util.Locale.ROOT));
      page.expect("#search-results [role=option]").hasCount(1);
      page.press("Enter");
      page.expect("#panel-vehicle h2").hasText(SOME_VIN);
      page.expect("[data-signal=battery_temperature] .value").hasText(Pattern.compile("\\d.*°C"));
      page.expect("[data-signal=battery_temperature] .age").hasText(Pattern.compile("now|\\d+ s"));
      assertThat(page.page().url()).endsWith("?vehicle=" + SOME_VIN);

      page.press("f");
      page.expect("#following").isVisible();
      page.await(isCentred(SOME_VIN));
      page.awaitMotion(VEHICLES / 4);
      page.await(isCentred(SOME_VIN));

      page.page().mouse().move(500, 400);
      page.page().mouse().down();
      page.page().mouse().move(600, 460);
      page.page().mouse().up();
      page.expect("#following").isHidden();
      page.expect("#panel-vehicle h2").hasText(SOME_VIN);

      page.press("Escape");
      page.expect("#panel-vehicle").isHidden();
      assertThat(page.page().url()).doesNotContain("vehicle=");
    }
  }

  private static String isCentred(String vin) {
    return "(() => { const { map, fleet } = voltstream; const size = map.map.getSize();"
        + " const at = map.vehicles.place(fleet.indexOf('%s'), map.vehicles.layer.view,"
            .formatted(vin)
        + " performance.now());"
        + " return Math.hypot(at.x - size.x / 2, at.y - size.y / 2) < 4; })()";
  }

  @Test
  void selectsWhatIsClickedAndShowsOnlyWhatIsAsked() throws Exception {
    TestVehicle lonely = nodes.vehicle("LONELY-1", 37.7570, -122.5090);
    try (LivePage page = browser.open(nodes.url() + "?show=idle")) {
      page.awaitVehicles(VEHICLES);
      page.expect(".chip[data-status=idle]").hasAttribute("aria-pressed", "true");
      page.await("voltstream.fleet.indexOf('LONELY-1') >= 0");
      int idle = page.paintedPixels();

      page.find(".chip[data-status=idle]").click();
      page.expect(".chip[data-status=idle]").hasAttribute("aria-pressed", "false");
      page.await("!location.search.includes('show=')");
      page.awaitMotion(1);
      assertThat(page.paintedPixels()).isGreaterThan(idle * 2);

      page.page()
          .evaluate("voltstream.map.map.setView([37.7570, -122.5090], 17, { animate: false })");
      Map<?, ?> at = page.place(lonely.id());
      page.page()
          .mouse()
          .click(((Number) at.get("x")).doubleValue(), ((Number) at.get("y")).doubleValue());
      page.expect("#panel-vehicle h2").hasText("LONELY-1");
    }
  }

  @Test
  void tellsOfAnAlertAndOfItsEnd() throws Exception {
    TestVehicle vehicle = nodes.vehicle("HOT-1");
    try (LivePage page = browser.open(nodes.url())) {
      page.await("voltstream.fleet.indexOf('HOT-1') >= 0");
      vehicle.heat(61.5);
      page.expect(openAlert("HOT-1")).isVisible();
      page.expect(openAlert("HOT-1") + " .value").hasText(Pattern.compile("61\\.5.*°C"));
      page.expect("#announcer").hasText(Pattern.compile("Critical: .*"));

      page.find(openAlert("HOT-1")).click();
      page.expect("#panel-vehicle h2").hasText("HOT-1");
      page.expect("#panel-vehicle .vehicle-head").containsText("critical");
      page.expect("[data-signal=battery_temperature].alarmed").isVisible();

      vehicle.heat(40);
      page.find("#tab-alerts").click();
      page.expect(resolvedAlert("HOT-1")).isVisible();
      page.expect(openAlert("HOT-1")).hasCount(0);
    }
  }

  @Test
  void showsAnIdAsTextWhateverItSays() throws Exception {
    String id = "<img src=x onerror=\"document.title='owned'\">";
    nodes.vehicle(id).heat(70);
    try (LivePage page = browser.open(nodes.url())) {
      page.expect("#alerts-open .alert[title] .vin[title^='<img']").hasText(id);
      page.press("/");
      page.type("<img");
      page.expect("#search-results [role=option]").hasText(Pattern.compile(".*<img src=x.*"));
      page.press("Enter");
      page.expect("#panel-vehicle h2").hasText(id);
      page.expect("[data-signal=battery_temperature] .value").isVisible();
      assertThat(page.find("main img").count()).isZero();
      assertThat(page.page().title()).doesNotContain("owned");
    }
  }

  @Test
  void asksNoMoreForAVehicleThatIsNotThereUntilItComes() throws Exception {
    try (LivePage page = browser.open(nodes.url() + "?vehicle=AWAY-1")) {
      AtomicInteger asked = new AtomicInteger();
      page.page()
          .onRequest(
              request -> asked.addAndGet(request.url().endsWith("/api/vehicles/AWAY-1") ? 1 : 0));
      page.expect("#panel-vehicle").containsText("not on the map any more");
      int before = asked.get();
      int seconds = ((Number) page.page().evaluate("voltstream.trend.times.length")).intValue();
      page.await("voltstream.trend.times.length >= %d".formatted(seconds + 3));
      assertThat(asked).hasValue(before);

      nodes.vehicle("AWAY-1");
      page.expect("[data-signal=battery_temperature] .value").isVisible();
    }
  }

  @Test
  void findsAVehicleThatComesWhileTheListIsOpen() throws Exception {
    try (LivePage page = browser.open(nodes.url())) {
      page.press("/");
      page.type("LATE");
      page.expect("#search-results").containsText("No vehicle has");
      nodes.vehicle("LATE-1");
      page.expect("#search-results [role=option]").containsText("LATE-1");
    }
  }

  @Test
  void doesNotMoveTheViewByItself() throws Exception {
    try (LivePage page = browser.open(nodes.url())) {
      page.awaitVehicles(VEHICLES);
      List<?> before = page.view();
      nodes.vehicle("FAR-1", 37.3300, -121.8900);
      page.await("voltstream.fleet.indexOf('FAR-1') >= 0");
      page.awaitMotion(VEHICLES / 4);
      assertThat(page.view()).isEqualTo(before);

      page.press("0");
      page.await("voltstream.map.map.getBounds().contains([37.33, -121.89])");
    }
  }
}
