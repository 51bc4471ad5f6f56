package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.AlertThreshold.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertJsonTest {
  private static final Alert ALERT =
      new Alert(
          "v \"1\" <é>",
          Type.RESOLVED,
          "well again",
          55.25,
          1_764_500_000_123L,
          "9f0c2ab84e11d703",
          "battery_overheat",
          "battery_temperature",
          Level.CRITICAL,
          "celsius",
          56,
          1_764_499_990_000L);

  @Test
  void isReadAsItWasWritten() {
    assertThat(AlertJson.read(AlertJson.write(ALERT))).isEqualTo(ALERT);
  }

  @Test
  void beginsWithTheFieldsOfTheOriginal() {
    assertThat(new String(AlertJson.write(ALERT), UTF_8))
        .matches(
            "\\{\"vehicle_id\":\".*\",\"type\":\"RESOLVED\",\"message\":\"well again\","
                + "\"value\":55.25,\"timestamp\":1764500000123,\"id\":.*}")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{\"vehicle_id\":\"v\"}",
        "{\"vehicle_id\":\"v\",\"type\":\"BAD\"}",
        "{\"vehicle_id\":{},\"type\":\"WARNING\"}"
      })
  void anythingElseIsRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> AlertJson.read(json.getBytes(UTF_8)));
  }
}
