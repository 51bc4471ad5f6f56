package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analytics and a vehicle's history in a headless browser, over what a fleet has sent. */
class AnalyticsPageIT {
  private static final int VEHICLES = 100;
  private static final String SOME_VIN = "RVN000000042";
  @TempDir private static Path folder;
  private static HeadlessBrowser browser;
  private static LiveNodes nodes;

  /** A fleet that has been on the road: two rules have raised alerts, and all of it is stored. */
  @BeforeAll
  static void start() throws Exception {
    browser = HeadlessBrowser.launchOrSkip();
    nodes = LiveNodes.withDatabase(folder);
    TestVehicle hot = nodes.vehicle("HOT-1");
    nodes.startFleet(VEHICLES, 5);
    hot.heat(61.5);
    Awaitility.await()
        .atMost(VoltstreamProcess.PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                sql("select count_distinct(\"rule\") from alerts").get(0).equals("2")
                    && Long.parseLong(sql("select count() from telemetry").get(0)) > 20_000);
    hot.close();
    nodes.killFleet();
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

  private static List<String> sql(String question) throws Exception {
    return StoredRows.row(nodes.database(), question);
  }

  private static LivePage open(String range) throws Exception {
    LivePage page = browser.open(nodes.url() + "analytics" + range);
    page.expect("#pill-text").hasText(Pattern.compile("Updated .*"));
    return page;
  }

  @Test
  void itsFiguresAreThoseOfTheDatabaseAndOfTheApi() throws Exception {
    try (LivePage page = open("?range=1h")) {
      Awaitility.await()
          .pollInSameThread()
          .atMost(VoltstreamProcess.PATIENCE)
          .untilAsserted(
              () -> {
                page.find("#refresh").click();
                assertThat(AnalyticsFigures.shown(page))
                    .isEqualTo(AnalyticsFigures.stored(page, nodes.database()))
                    .isEqualTo(AnalyticsFigures.answered(nodes.url()));
              });
      page.expect("#pressures li").hasCount(10);
      page.expect("#kinds li").hasCount(2);
      page.expect("#chart-speed .plot")
          .hasAttribute("aria-label", Pattern.compile("Speed in km/h, at last: max \\d+.*"));
    }
  }

  @Test
  void keepsTheRangeAndThePlaceOverARefreshAndAReload() throws Exception {
    try (LivePage page = open("?range=24h")) {
      page.page().setViewportSize(1000, 500);
      page.expect("#ranges input[value='24h']").isChecked();
      page.expect("#span").hasText(Pattern.compile(".*from one-minute rollups"));
      page.find("#ranges label:has(input[value='6h'])").click();
      page.await("voltstream.report.figures?.range.step_ms === 300000");
      assertThat(page.page().url()).endsWith("/analytics?range=6h");

      page.page().evaluate("document.getElementById('report').scrollTop = 220");
      page.page().evaluate("window.before = voltstream.report.figures.timestamp");
      Awaitility.await()
          .pollInSameThread()
          .atMost(VoltstreamProcess.PATIENCE)
          .until(
              () -> {
                page.press("r");
                return page.page()
                    .evaluate("voltstream.report.figures.timestamp > window.before")
                    .equals(true);
              });
      assertThat(page.page().evaluate("document.getElementById('report').scrollTop"))
          .isEqualTo(220);
      page.expect("#ranges input[value='6h']").isChecked();

      page.page().reload();
      page.expect("#pill-text").hasText(Pattern.compile("Updated .*"));
      page.expect("#ranges input[value='6h']").isChecked();
      page.press("5");
      page.expect("#ranges input[value='30d']").isChecked();
      page.expect("#chart-alerts figcaption b").hasText("Alerts per day");
      assertThat(page.page().url()).endsWith("/analytics?range=30d");
    }
  }

  @Test
  void looksAsItShouldInBothThemesAndOnANarrowScreen() throws Exception {
    try (LivePage page = open("?range=1h")) {
      page.screenshot("analytics-dark");
      assertThat(page.accessibilityFaults()).isEmpty();
      page.press("l");
      page.expect("html").hasAttribute("data-theme", "light");
      page.screenshot("analytics-light");
      assertThat(page.accessibilityFaults()).isEmpty();
      page.press("?");
      page.expect("#help").isVisible();
      assertThat(page.accessibilityFaults()).isEmpty();
    }
    String url = nodes.url() + "analytics";
    try (LivePage page = browser.open(url, ColorScheme.DARK, 360, 740)) {
      page.expect("#pill-text").hasText(Pattern.compile("Updated .*"));
      page.screenshot("analytics-narrow");
      assertThat(page.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
      assertThat(page.page().evaluate("document.getElementById('report').scrollWidth"))
          .isEqualTo(360);
      assertThat(page.accessibilityFaults()).isEmpty();
    }
  }

  @Test
  void leadsToTheMapAndBack() throws Exception {
    try (LivePage page = open("")) {
      String vin = page.find("#pressures li:first-child").getAttribute("data-vin");
      page.find("#pressures li:first-child a").click();
      page.expect("#panel-vehicle h2").hasText(vin);
      page.press("g");
      page.expect(".pages [aria-current]").hasText("Analytics");
    }
  }

  @Test
  void showsWhatAVehicleDidInTheLastHours() throws Exception {
    String url = nodes.url() + "?vehicle=" + SOME_VIN;
    try (LivePage page = browser.open(url + "&history=1h")) {
      page.expect(".history[data-state=ready]").isVisible();
      JsonObject answer =
          new JsonObject(
              page.page().evaluate("JSON.stringify(voltstream.history.answer)").toString());
      JsonArray highest = signal(answer, "speed").getJsonArray("max");
      double max =
          highest.stream()
              .filter(v -> v != null)
              .mapToDouble(v -> ((Number) v).doubleValue())
              .max()
              .orElseThrow();
      List<String> stored =
          sql(
              "select max(speed), count() from telemetry where vin = '%s' and timestamp >= '%s' and"
                      .formatted(SOME_VIN, Instant.ofEpochMilli(answer.getLong("from")))
                  + " timestamp < '%s'".formatted(Instant.ofEpochMilli(answer.getLong("to"))));
      assertThat(max).isEqualTo(Double.parseDouble(stored.get(0)));
      String last = String.format(Locale.ROOT, "%.0f", last(signal(answer, "speed")));
      page.expect("[data-signal=speed] .plot")
          .hasAttribute("aria-label", Pattern.compile(".*mean " + last));
      page.expect("[data-signal=tire_pressure_row1_left] .plot")
          .hasAttribute(
              "aria-label", Pattern.compile("Tyres in psi, at last: FL \\d\\d\\.\\d, .*"));
      page.screenshot("history-dark");
      assertThat(page.accessibilityFaults()).isEmpty();

      page.find(".views label:has(input[value='24h'])").click();
      page.await("voltstream.history.answer?.step_ms > 60000");
      assertThat(page.page().url()).endsWith("&history=24h");
      page.press("l");
      page.expect("html").hasAttribute("data-theme", "light");
      page.screenshot("history-light");
      assertThat(page.accessibilityFaults()).isEmpty();

      page.find(".views label:has(input[value=''])").click();
      page.expect(".history").isHidden();
      assertThat(page.page().url()).doesNotContain("history");
    }
  }

  private static JsonObject signal(JsonObject answer, String alias) {
    return answer.getJsonArray("signals").stream()
        .map(JsonObject.class::cast)
        .filter(signal -> signal.getString("alias").equals(alias))
        .findFirst()
        .orElseThrow();
  }

  private static double last(JsonObject signal) {
    return signal.getJsonArray("avg").stream()
        .filter(value -> value != null)
        .mapToDouble(value -> ((Number) value).doubleValue())
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
