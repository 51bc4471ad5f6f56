package io.voltstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.Aggregate;
import io.voltstream.tsdb.AlertCount;
import io.voltstream.tsdb.FleetMoment;
import io.voltstream.tsdb.LowPressure;
import io.voltstream.tsdb.TimeRange;
import io.voltstream.tsdb.TimeRange.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnalyticsJsonTest {
  private static final long HOUR = 3_600_000;

  private final Analytics figures =
      new Analytics(
          new TimeRange(0, 90_000, 60_000, Source.RAW),
          Optional.of(
              List.of(
                  new FleetMoment(3, new Aggregate(2, 30, 10, 20), Aggregate.NONE),
                  new FleetMoment(1, new Aggregate(1, 6, 6, 6), Aggregate.NONE))),
          Optional.of(2L),
          Optional.of(
              List.of(
                  new AlertCount(Level.WARNING, "tire_pressure_low", HOUR, 4),
                  new AlertCount(Level.CRITICAL, "battery_overheat", HOUR, 1),
                  new AlertCount(Level.CRITICAL, "battery_overheat", 0, 2))),
          Optional.of(
              List.of(new LowPressure("a", SignalCatalogue.load().signals().get(8), 30.5, 7))),
          99);

  private JsonObject json(AnalyticsType type) {
    // Through text and back: what is compared is what the page reads.
    return new JsonObject(AnalyticsJson.of(figures, type, true).encode());
  }

  @Test
  void theSummaryWeighsEachReadingAlikeAndHasNullForWhatNobodyMeasured() {
    assertThat(json(AnalyticsType.SUMMARY).getJsonObject("summary"))
        .isEqualTo(
            new JsonObject(
                """
                {"total_vehicles":2,"total_events":4,"total_alerts":7,"avg_temp":null,
                 "avg_speed":12.0,"max_temp":null,"max_speed":20.0}
                """));
  }

  @Test
  void everyStepHasItsBegin() {
    JsonObject json = json(AnalyticsType.SPEED);
    assertThat(json.getJsonArray("speedStats").encode())
        .isEqualTo(
            "[{\"timestamp\":0,\"avg_speed\":15.0,\"max_speed\":20.0,\"min_speed\":10.0},"
                + "{\"timestamp\":60000,\"avg_speed\":6.0,\"max_speed\":6.0,\"min_speed\":6.0}]");
    assertThat(json.getJsonArray("temperatureStats").getJsonObject(0).encode())
        .isEqualTo("{\"timestamp\":0,\"avg_temp\":null,\"max_temp\":null,\"min_temp\":null}");
  }

  @Test
  void alertsAreByKindAndByHour() {
    assertThat(json(AnalyticsType.ALERTS).getJsonArray("alertFrequency").encode())
        .isEqualTo(
            "[{\"type\":\"WARNING\",\"rule\":\"tire_pressure_low\",\"count\":4},"
                + "{\"type\":\"CRITICAL\",\"rule\":\"battery_overheat\",\"count\":3}]");
    assertThat(json(AnalyticsType.DISTRIBUTION).getJsonArray("alertDistribution").encode())
        .isEqualTo(
            "[{\"hour\":0,\"count\":2,\"critical\":2,\"warning\":0},"
                + "{\"hour\":3600000,\"count\":5,\"critical\":1,\"warning\":4}]");
  }

  @Test
  void onlyWhatWasAskedForIsThere() {
    assertThat(json(AnalyticsType.TIRE_PRESSURE).fieldNames())
        .containsExactly("range", "tirePressure", "timestamp", "cached");
    assertThat(json(AnalyticsType.ALL).fieldNames())
        .containsExactly(
            "range",
            "summary",
            "speedStats",
            "temperatureStats",
            "alertFrequency",
            "alertDistribution",
            "tirePressure",
            "timestamp",
            "cached");
    assertThat(json(AnalyticsType.ALL).getJsonObject("range").encode())
        .isEqualTo("{\"from\":0,\"to\":90000,\"step_ms\":60000,\"source\":\"raw\"}");
  }
}
