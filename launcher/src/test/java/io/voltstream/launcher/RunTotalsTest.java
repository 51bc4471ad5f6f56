package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.voltstream.alert.AlertTotals;
import io.voltstream.simulator.SimulatorTotals;
import io.voltstream.storage.StorageTotals;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RunTotalsTest {
  private static final SimulatorTotals FLEET =
      new SimulatorTotals(100, 98, 2, 5, 0, 0, 0.4217, 5, 12.75, 3);

  private static RunTotals totals(
      OptionalLong stored, Optional<StorageTotals> storage, Optional<AlertTotals> alerts) {
    return new RunTotals(
        Duration.ofMillis(60_049),
        10,
        FLEET,
        stored,
        storage,
        alerts,
        new ProcessUsage(12.34, OptionalLong.of(512)));
  }

  @Test
  void isOneLineOfJsonWithTheAgreedNames() {
    String json =
        totals(
                OptionalLong.of(98),
                Optional.of(new StorageTotals(99, 1, 0)),
                Optional.of(new AlertTotals(3, 2)))
            .json();

    assertThat(json)
        .isEqualTo(
            "{\"duration_s\":60.0,\"vehicles\":10,\"sent\":100,\"acked\":98,\"rejected\":2,"
                + "\"stored\":98,\"dead_lettered\":1,\"ack_p50_ms\":0.422,\"ack_p99_ms\":5.000,"
                + "\"ack_p999_ms\":12.750,\"storage_lag\":0,\"alerts_raised\":3,\"alerts_resolved\":2,"
                + "\"episodes_injected\":3,\"cpu_s\":12.3,\"peak_rss_mb\":512}");
  }

  @Test
  void whatIsNotKnownIsNull() {
    JsonObject json =
        new JsonObject(totals(OptionalLong.empty(), Optional.empty(), Optional.empty()).json());

    assertThat(json.getMap())
        .containsEntry("stored", null)
        .containsEntry("dead_lettered", null)
        .containsEntry("storage_lag", null)
        .containsEntry("alerts_raised", null)
        .containsEntry("alerts_resolved", null);
  }

  @Test
  void anUnknownLagIsNull() {
    RunTotals totals =
        totals(OptionalLong.of(1), Optional.of(new StorageTotals(1, 0, -1)), Optional.empty());

    assertThat(new JsonObject(totals.json()).getMap()).containsEntry("storage_lag", null);
  }

  @Test
  void numbersAreJsonInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(totals(OptionalLong.of(1), Optional.empty(), Optional.empty()).json())
          .contains("\"cpu_s\":12.3,");
    } finally {
      Locale.setDefault(before);
    }
  }
}
