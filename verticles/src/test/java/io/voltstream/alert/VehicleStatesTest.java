package io.voltstream.alert;

import static io.voltstream.alert.AlertRig.RULES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voltstream.alert.VehicleStates.Forgotten;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VehicleStatesTest {
  private static final long NOW = 1_764_500_000_000L;
  private static final long SILENCE = VehicleStates.SILENCE.toMillis();
  private static final Rule HEAT = RULES.byAlias("battery_temperature").orElseThrow();

  private final VehicleStates states = new VehicleStates(RULES.all().size());
  private final StateJson json = new StateJson(RULES);

  @Test
  void forgetsAVehicleThatIsSilentForTenMinutesOfThePartitionsTime() {
    states.seen("silent", NOW).judge(HEAT, 30, NOW);
    states.seen("other", NOW + SILENCE - 1);
    assertThat(states.forgetSilent()).isEmpty();
    states.seen("other", NOW + SILENCE);
    assertThat(states.forgetSilent()).containsExactly(new Forgotten("silent", false));
    assertThat(states.size()).isEqualTo(1);
  }

  @Test
  void neverForgetsAnOpenAlert() {
    states.seen("hot", NOW).judge(HEAT, 60, NOW);
    states.seen("other", NOW + 100 * SILENCE);
    assertThat(states.forgetSilent()).isEmpty();
    assertThat(states.openCount()).isEqualTo(1);
    states.seen("hot", NOW + 100 * SILENCE).judge(HEAT, 30, NOW + 1);
    states.seen("other", NOW + 101 * SILENCE);
    assertThat(states.forgetSilent()).hasSize(1);
  }

  @Test
  void aRestoredVehicleIsSilentFromTheFirstBatchOnThatComes() {
    VehicleState resolved = new VehicleState(RULES.all().size());
    resolved.restoreResolved(HEAT, NOW - 100 * SILENCE);
    states.restore("restored", resolved);
    states.seen("other", NOW);
    assertThat(states.isSweepDue()).isTrue();
    assertThat(states.forgetSilent()).isEmpty();
    assertThat(states.isSweepDue()).isFalse();
    states.seen("other", NOW + SILENCE);
    assertThat(states.forgetSilent()).containsExactly(new Forgotten("restored", true));
  }

  @Test
  void anOlderStateThatAFormerOwnerWroteLateDoesNotReopenTheAlert() {
    states.restore("v", resolvedAt(NOW + 10));
    states.restore("v", openSince(NOW));
    assertThat(states.openCount()).isZero();
    states.restore("v", openSince(NOW + 20));
    assertThat(states.openCount()).isEqualTo(1);
    states.restore("v", resolvedAt(NOW + 10));
    assertThat(states.openCount()).isEqualTo(1);
  }

  private static VehicleState resolvedAt(long time) {
    VehicleState state = new VehicleState(RULES.all().size());
    state.restoreResolved(HEAT, time);
    return state;
  }

  private static VehicleState openSince(long time) {
    VehicleState state = new VehicleState(RULES.all().size());
    state.restoreOpen(HEAT, time, 60);
    return state;
  }

  @Test
  void theLastRecordOfAVehicleCounts() {
    states.restore("v", json.read("{\"signals\":{}}".getBytes(UTF_8)));
    states.restore("v", null);
    assertThat(states.size()).isZero();
  }

  @Test
  void aRecordHoldsWhatAlertsNeedAndNoMore() {
    VehicleState state = new VehicleState(RULES.all().size());
    assertThat(new String(json.write(state), UTF_8)).isEqualTo("{\"signals\":{}}");
    state.judge(HEAT, 58.9, NOW);
    assertThat(new String(json.write(state), UTF_8))
        .isEqualTo(
            "{\"signals\":{\"battery_temperature\":{\"changed_at\":1764500000000,"
                + "\"raised_at\":1764500000000,\"value\":58.9}}}");
    state.judge(HEAT, 50, NOW + 5);
    assertThat(new String(json.write(state), UTF_8))
        .isEqualTo("{\"signals\":{\"battery_temperature\":{\"changed_at\":1764500000005}}}");
  }

  @Test
  void aRecordOfASignalWithoutARuleIsLeftOut() {
    VehicleState state =
        json.read(
            ("{\"signals\":{\"gone\":{\"changed_at\":1,\"raised_at\":1,\"value\":2},"
                    + "\"battery_temperature\":{\"changed_at\":1,\"raised_at\":1,\"value\":60}}}")
                .getBytes(UTF_8));
    assertThat(state.openCount()).isEqualTo(1);
    assertThat(state.raisedAt(HEAT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "null",
        "{}",
        "{\"signals\":{\"battery_temperature\":{}}}",
        "{\"signals\":{\"battery_temperature\":{\"changed_at\":1,\"raised_at\":2}}}"
      })
  void whatIsNoRecordIsRefused(String record) {
    assertThatThrownBy(() -> json.read(record.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
