package io.voltstream.launcher;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The last hour's figures by three ways, each as the page writes them. */
final class AnalyticsFigures {
  private static final String TYRES =
      "least(min(tire_pressure_row1_left), min(tire_pressure_row1_right),"
          + " min(tire_pressure_row2_left), min(tire_pressure_row2_right))";

  private AnalyticsFigures() {}

  /** The figures of the page, as they are written there. */
  static List<String> shown(LivePage page) {
    return List.of(
        page.find("#card-vehicles").textContent(),
        page.find("#card-events").textContent(),
        page.find("#card-speed").textContent(),
        page.find("#card-speed-max").textContent(),
        page.find("#card-temp").textContent(),
        page.find("#card-temp-max").textContent(),
        page.find("#card-alerts").textContent(),
        page.find("[data-rule=battery_overheat] b").textContent(),
        page.find("[data-rule=tire_pressure_low] b").textContent(),
        page.find("#pressures li:first-child .value").textContent());
  }

  /**
   * The same, by SQL over the range that the page names.
   *
   * @param url of the database
   */
  static List<String> stored(LivePage page, String url) throws Exception {
    String range =
        " where timestamp >= '%s' and timestamp < '%s'"
            .formatted(moment(page, "from"), moment(page, "to"));
    List<String> telemetry =
        StoredRows.row(
            url,
            "select count_distinct(vin), count(), avg(speed), max(speed), avg(battery_temperature),"
                + " max(battery_temperature), "
                + TYRES
                + " from telemetry"
                + range);
    String raised = "select count_distinct(id) from alerts" + range + " and type <> 'RESOLVED'";
    return written(
        number(telemetry, 0),
        number(telemetry, 1),
        number(telemetry, 2),
        number(telemetry, 3),
        number(telemetry, 4),
        number(telemetry, 5),
        number(StoredRows.row(url, raised), 0),
        number(StoredRows.row(url, raised + " and \"rule\" = 'battery_overheat'"), 0),
        number(StoredRows.row(url, raised + " and \"rule\" = 'tire_pressure_low'"), 0),
        number(telemetry, 6));
  }

  private static String moment(LivePage page, String end) {
    String time = page.find("#span").getAttribute("data-" + end);
    return Instant.ofEpochMilli(Long.parseLong(time)).toString();
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column));
  }

  /**
   * The same, by the API.
   *
   * @param url of the map
   */
  static List<String> answered(String url) throws Exception {
    JsonObject all =
        new JsonObject(VoltstreamProcess.get(url + "api/analytics?timeRange=-1h&type=all").body());
    JsonObject summary = all.getJsonObject("summary");
    return written(
        summary.getDouble("total_vehicles"),
        summary.getDouble("total_events"),
        summary.getDouble("avg_speed"),
        summary.getDouble("max_speed"),
        summary.getDouble("avg_temp"),
        summary.getDouble("max_temp"),
        summary.getDouble("total_alerts"),
        count(all, "battery_overheat"),
        count(all, "tire_pressure_low"),
        all.getJsonArray("tirePressure").getJsonObject(0).getDouble("pressure"));
  }

  private static double count(JsonObject all, String rule) {
    return all.getJsonArray("alertFrequency").stream()
        .map(JsonObject.class::cast)
        .filter(kind -> kind.getString("rule").equals(rule))
        .mapToLong(kind -> kind.getLong("count"))
        .sum();
  }

  private static List<String> written(double... figures) {
    String[] forms = {
      "%,.0f",
      "%,.0f",
      "%.1fkm/h",
      "highest %.1fkm/h",
      "%.1f°C",
      "highest %.1f°C",
      "%,.0f",
      "%,.0f",
      "%,.0f",
      "%.1fpsi"
    };
    List<String> written = new ArrayList<>();
    for (int i = 0; i < forms.length; i++) {
      written.add(String.format(Locale.ROOT, forms[i], figures[i]));
    }
    return written;
  }
}
