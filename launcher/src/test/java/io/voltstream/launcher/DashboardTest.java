package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That Grafana can make something of the dashboard. */
class DashboardTest {
  private static final int COLUMNS = 24;

  private final Dashboard dashboard = new Dashboard();

  DashboardTest() throws IOException {}

  private List<JsonObject> drawn() {
    return dashboard.panels().stream().filter(panel -> !isRow(panel)).toList();
  }

  private static boolean isRow(JsonObject panel) {
    return panel.getString("type").equals("row");
  }

  @Test
  void hasTheRowsThatAnOperatorLooksFor() {
    assertThat(dashboard.panels().stream().filter(DashboardTest::isRow))
        .extracting(row -> row.getString("title"))
        .containsExactly(
            "At a glance",
            "Ingest",
            "Kafka",
            "Storage",
            "Alerts",
            "Live map",
            "Analytics",
            "Nodes and JVM");
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhichUnit() {
    assertThat(drawn())
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              assertThat(panel.getString("title")).isNotBlank();
              assertThat(panel.getString("description")).endsWith(".");
              assertThat(
                      panel
                          .getJsonObject("fieldConfig")
                          .getJsonObject("defaults")
                          .getString("unit"))
                  .isNotBlank();
            });
  }

  @Test
  void everyQueryGoesToTheChosenDataSource() {
    assertThat(drawn())
        .flatExtracting(panel -> Dashboard.objects(panel.getJsonArray("targets")).toList())
        .isNotEmpty()
        .allSatisfy(
            target ->
                assertThat(target.getJsonObject("datasource").getString("uid"))
                    .isEqualTo("${datasource}"));
    JsonArray variables = dashboard.json().getJsonObject("templating").getJsonArray("list");
    assertThat(Dashboard.objects(variables))
        .extracting(variable -> variable.getString("name"))
        .containsExactly("datasource", "instance");
  }

  @Test
  void panelsDoNotLieOnEachOther() {
    Set<String> taken = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonObject panel : dashboard.panels()) {
      assertThat(ids.add(panel.getInteger("id"))).as(panel.getString("title")).isTrue();
      JsonObject at = panel.getJsonObject("gridPos");
      assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(COLUMNS);
      for (int x = at.getInteger("x"); x < at.getInteger("x") + at.getInteger("w"); x++) {
        for (int y = at.getInteger("y"); y < at.getInteger("y") + at.getInteger("h"); y++) {
          assertThat(taken.add(x + " " + y)).as(panel.getString("title")).isTrue();
        }
      }
    }
  }
}
