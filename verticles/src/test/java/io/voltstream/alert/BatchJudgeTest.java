package io.voltstream.alert;

import static io.voltstream.alert.AlertRig.BATTERY;
import static io.voltstream.alert.AlertRig.FRONT_LEFT;
import static io.voltstream.alert.AlertRig.REAR_RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.Alert;
import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.tsdb.TestBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchJudgeTest {
  private static final long TIME = 1_764_500_000_000L;

  private final AlertRig rig = new AlertRig("RVN000000017");

  @Test
  void aHotBatteryIsRaisedAndResolvedWithAllThatTheRecordHas() {
    assertThat(rig.judge(TIME - 100, BATTERY, 58.0)).as("not beyond").isEmpty();
    String id = AlertId.of("battery_overheat", "RVN000000017", "battery_temperature", TIME);
    assertThat(rig.judge(TIME, BATTERY, 58.9))
        .containsExactly(
            new Alert(
                "RVN000000017",
                Type.CRITICAL,
                "Battery temperature 58.9 °C, above 58.0",
                58.9,
                TIME,
                id,
                "battery_overheat",
                "battery_temperature",
                Level.CRITICAL,
                "celsius",
                58.0,
                TIME));
    assertThat(rig.judge(TIME + 1_000, BATTERY, 56.0))
        .containsExactly(
            new Alert(
                "RVN000000017",
                Type.RESOLVED,
                "Battery temperature 56.0 °C, back to normal",
                56.0,
                TIME + 1_000,
                id,
                "battery_overheat",
                "battery_temperature",
                Level.CRITICAL,
                "celsius",
                56.0,
                TIME));
    assertThat(id).matches("[0-9a-f]{16}");
  }

  @Test
  void aSoftTyreIsAWarningFromBelow() {
    assertThat(rig.judge(TIME, FRONT_LEFT, 29.8))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.type()).isEqualTo(Type.WARNING);
              assertThat(alert.message())
                  .isEqualTo("Tyre pressure front left 29.8 psi, below 30.5");
            });
    assertThat(rig.judge(TIME + 1, FRONT_LEFT, 32.4)).isEmpty();
    assertThat(rig.judge(TIME + 2, FRONT_LEFT, 32.5))
        .extracting(Alert::message)
        .containsExactly("Tyre pressure front left 32.5 psi, back to normal");
  }

  @Test
  void betweenTheThresholdsNothingChanges() {
    List<Alert> alerts = new ArrayList<>();
    double[] noise = {57.9, 58.1, 57.9, 58.1, 56.1, 58.1, 55.9, 56.1, 58.0, 57.9};
    for (int i = 0; i < noise.length; i++) {
      alerts.addAll(rig.judge(TIME + i, BATTERY, noise[i]));
    }
    assertThat(alerts).extracting(Alert::type).containsExactly(Type.CRITICAL, Type.RESOLVED);
    assertThat(alerts.get(1).timestamp()).isEqualTo(TIME + 6);
  }

  @Test
  void aReadingThatLooksLikeTheThresholdIsShownWithMoreDigits() {
    assertThat(rig.judge(TIME, BATTERY, 58.004).get(0).message())
        .isEqualTo("Battery temperature 58.004 °C, above 58.0");
  }

  @Test
  void eachWheelIsAnAlertOfItsOwn() {
    TestBatch both =
        TestBatch.of("v", TIME).with(FRONT_LEFT, 20).with(REAR_RIGHT, 20).with(BATTERY, 60);
    List<Alert> alerts = rig.judge(both);
    assertThat(alerts)
        .extracting(Alert::signal)
        .containsExactly(
            "tire_pressure_row1_left", "tire_pressure_row2_right", "battery_temperature");
    assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
    assertThat(rig.judge(TIME + 1, FRONT_LEFT, 35))
        .extracting(Alert::signal)
        .containsExactly("tire_pressure_row1_left");
    assertThat(rig.state.openCount()).isEqualTo(2);
  }

  @Test
  void aLateBatchHasNoSay() {
    rig.judge(TIME, BATTERY, 60);
    assertThat(rig.judge(TIME - 1, BATTERY, 20)).isEmpty();
    assertThat(rig.judge.late()).isEqualTo(1);
    assertThat(rig.judge(TIME, BATTERY, 20)).as("of the same time").isEmpty();
    assertThat(rig.judge(TIME + 10, BATTERY, 57)).isEmpty();
    assertThat(rig.judge(TIME + 9, BATTERY, 20)).isEmpty();
    assertThat(rig.judge(TIME + 9, FRONT_LEFT, 20)).as("another signal").hasSize(1);
    assertThat(rig.judge.late()).isZero();
    assertThat(rig.judge(TIME + 11, BATTERY, 20)).hasSize(1);
  }

  @Test
  void signalsWithoutARuleAndUnknownOnesAreNotJudged() {
    assertThat(rig.judge(TestBatch.of("v", TIME).with("Vehicle.Speed", 249).with("Some.Other", 99)))
        .isEmpty();
    assertThat(rig.state.openCount()).isZero();
  }

  @Test
  void theIdDependsOnAllThatMakesAnEpisode() {
    List<String> ids =
        List.of(
            AlertId.of("r", "v", "s", 1),
            AlertId.of("r", "v", "s", 2),
            AlertId.of("r", "v", "t", 1),
            AlertId.of("r", "w", "s", 1),
            AlertId.of("q", "v", "s", 1));
    assertThat(ids).doesNotHaveDuplicates();
    // Readers have stored ids: they must never change.
    assertThat(AlertId.of("battery_overheat", "RVN000000017", "battery_temperature", TIME))
        .isEqualTo("4e14328d88368433");
  }

  @Test
  void afterARestartOldReadingsRaiseNothingAgainAndAnOpenAlertGoesOn() {
    String raised = rig.judge(TIME, BATTERY, 60).get(0).id();
    rig.forgetAllButTheRecord();
    assertThat(rig.judge(TIME, BATTERY, 60)).isEmpty();
    assertThat(rig.judge(TIME + 1, BATTERY, 61)).isEmpty();
    assertThat(rig.judge(TIME + 2, BATTERY, 50)).extracting(Alert::id).containsExactly(raised);
    rig.forgetAllButTheRecord();
    assertThat(rig.judge(TIME, BATTERY, 60)).isEmpty();
    assertThat(rig.judge(TIME + 1, BATTERY, 61)).isEmpty();
    assertThat(rig.judge(TIME + 2, BATTERY, 50)).isEmpty();
    assertThat(rig.judge(TIME + 3, BATTERY, 60)).extracting(Alert::id).doesNotContain(raised);
  }
}
