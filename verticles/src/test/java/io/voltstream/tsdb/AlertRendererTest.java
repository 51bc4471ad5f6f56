package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.Alert;
import io.voltstream.contract.Alert.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertRendererTest {
  private static final long TIME = 1_764_500_000_000L;

  private final LineBuffer out = new LineBuffer();

  private String render(LineDialect dialect, Alert alert) {
    assertThat(new AlertRenderer(dialect).render(alert, out)).isEqualTo(Rendering.RENDERED);
    return new String(out.bytes(), 0, out.length(), UTF_8);
  }

  @Test
  void aLineOfQuestDb() {
    assertThat(render(LineDialect.QUESTDB, TestAlert.resolved("a b\\", TIME, TIME + 5)))
        .isEqualTo(
            "alerts,vin=a\\ b\\\\,rule=battery_overheat,signal=battery_temperature,level=CRITICAL,"
                + "type=RESOLVED id=\"4e14328d88368433\",value=55.9,"
                + "message=\"Battery temperature 55.9 °C, back to normal\","
                + "raised_at=1764500000000000t 1764500000005\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"INFLUX_WIDE", "INFLUX_NARROW"})
  void aLineOfInfluxDbHasTheTypeAsAField(LineDialect dialect) {
    assertThat(render(dialect, TestAlert.raised("RVN1", TIME)))
        .isEqualTo(
            "alerts,vin=RVN1,rule=battery_overheat,signal=battery_temperature,level=CRITICAL"
                + " type=\"CRITICAL\",id=\"4e14328d88368433\",value=58.9,"
                + "message=\"Battery temperature 58.9 °C, above 58.0\",raised_at=1764500000000i"
                + " 1764500000000000000\n");
  }

  @Test
  void quotesInATextAreEscaped() {
    Alert alert = TestAlert.of("v", Type.WARNING, "say \"no\\yes\"", 1, TIME, TIME);
    assertThat(render(LineDialect.QUESTDB, alert)).contains("message=\"say \\\"no\\\\yes\\\"\",");
  }

  @Test
  void whatTheDatabaseCannotHoldIsNotAppended() {
    AlertRenderer influx = new AlertRenderer(LineDialect.INFLUX_WIDE);
    assertThat(influx.render(TestAlert.raised("v", Long.MAX_VALUE), out))
        .isEqualTo(Rendering.TIMESTAMP_NOT_STORABLE);
    assertThat(influx.render(TestAlert.resolved("v", Long.MIN_VALUE, TIME), out))
        .isEqualTo(Rendering.TIMESTAMP_NOT_STORABLE);
    assertThat(influx.render(TestAlert.raised("v\\", TIME), out))
        .isEqualTo(Rendering.VEHICLE_ID_NOT_STORABLE);
    assertThat(out.length()).isZero();
  }
}
