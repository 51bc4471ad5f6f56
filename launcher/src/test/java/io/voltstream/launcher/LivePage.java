package io.voltstream.launcher;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A page in a browser, the map or the analytics, as a person and as a test see it. */
final class LivePage implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /** Rows of vehicles that are on the map and placed. */
  private static final String PLACED =
      "(() => { const { fleet } = voltstream; return [...fleet.vins.keys()].filter("
          + "(i) => fleet.vins[i] !== '' && fleet.isPlaced(i) && !fleet.isStale(i)); })()";

  private final Page page;

  LivePage(Page page) {
    this.page = page;
  }

  /** Waits, like everything that is asserted with it. */
  LocatorAssertions expect(String selector) {
    return PlaywrightAssertions.assertThat(find(selector));
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  void type(String text) {
    page.keyboard().type(text);
  }

  Page page() {
    return page;
  }

  /**
   * Waits until an expression is true. (Playwright's own wait needs eval, which the page's policy
   * forbids.)
   */
  void await(String expression) {
    Awaitility.await(expression)
        .pollInSameThread()
        .atMost(VoltstreamProcess.PATIENCE)
        .until(() -> Boolean.TRUE.equals(page.evaluate(expression)));
  }

  /** Waits until so many vehicles are on the map and were heard of lately. */
  void awaitVehicles(int count) {
    await(PLACED + ".length >= " + count);
  }

  /** Waits until so many vehicles are on the map and silent, whether or not an alert is open. */
  void awaitSilent(int count) {
    await(
        "(() => { const { fleet } = voltstream; return [...fleet.vins.keys()].filter("
            + "(i) => fleet.vins[i] !== '' && fleet.isStale(i)).length >= %d; })()"
                .formatted(count));
  }

  /** Waits until so many vehicles are drawn somewhere else than now. */
  void awaitMotion(int count) {
    page.evaluate(
        "() => { const { fleet } = voltstream; window.before = new Map(%s.map((i) => "
                .formatted(PLACED)
            + "[i, fleet.glide.toX[i] + fleet.glide.toY[i]])); }");
    await(
        "(() => { const { fleet } = voltstream; return [...window.before].filter(([i, at]) => "
            + "fleet.glide.toX[i] + fleet.glide.toY[i] !== at).length >= %d; })()"
                .formatted(count));
  }

  /** How many pixels of the fleet's canvas are painted. */
  int paintedPixels() {
    return ((Number)
            page.evaluate(
                "() => { const c = document.querySelector('.leaflet-vehicles-pane canvas');"
                    + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + " let n = 0; for (let k = 3; k < d.length; k += 4) n += d[k] > 0 ? 1 : 0;"
                    + " return n; }"))
        .intValue();
  }

  /** What the map shows: latitude, longitude, zoom. */
  List<?> view() {
    return (List<?>)
        page.evaluate(
            "() => { const { map } = voltstream.map; const c = map.getCenter();"
                + " return [c.lat, c.lng, map.getZoom()]; }");
  }

  /** Where a vehicle is drawn, in pixels of the page. */
  Map<?, ?> place(String vin) {
    return (Map<?, ?>)
        page.evaluate(
            "(vin) => { const { vehicles } = voltstream.map; const box ="
                + " document.getElementById('map').getBoundingClientRect(); const at ="
                + " vehicles.place(voltstream.fleet.indexOf(vin), vehicles.layer.view,"
                + " performance.now()); return { x: at.x + box.left, y: at.y + box.top }; }",
            vin);
  }

  /** Waits for the sentence of the banner. */
  void awaitBanner(String sentence) {
    expect("#banner-text").hasText(Pattern.compile(sentence));
  }

  void awaitLive() {
    expect("#pill-text").hasText("Live");
    expect("#banner").isHidden();
  }

  /** An open alert of a vehicle in the list. */
  static String openAlert(String vin) {
    return "#alerts-open [data-vin='" + vin + "']";
  }

  static String resolvedAlert(String vin) {
    return "#alerts-resolved [data-vin='" + vin + "']";
  }

  /** What axe-core finds wrong, each with the elements that are. */
  List<String> accessibilityFaults() throws IOException {
    try (InputStream axe = LivePage.class.getClassLoader().getResourceAsStream(AXE)) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object faults =
        page.evaluate(
            "async () => (await axe.run()).violations.map((v) => v.id + ': ' + "
                + "v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join('; '))");
    return ((List<?>) faults).stream().map(String::valueOf).toList();
  }

  void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    page.context().close();
  }
}
