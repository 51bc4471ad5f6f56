package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalCatalogueTest {
  private final SignalCatalogue catalogue = SignalCatalogue.load();

  @Test
  void findsEverySignalByItsPathAndNothingElse() {
    for (Signal signal : catalogue.signals()) {
      byte[] path = ("__" + signal.path()).getBytes(US_ASCII);
      assertThat(catalogue.find(path, 2, path.length - 2)).isEqualTo(signal.index());
      assertThat(catalogue.find(path, 3, path.length - 3)).isEqualTo(SignalCatalogue.UNKNOWN);
    }
    assertThat(catalogue.find(new byte[0], 0, 0)).isEqualTo(SignalCatalogue.UNKNOWN);
  }

  @Test
  void holdsTheAlertsThatTheProductPromises() {
    AlertThreshold overheat =
        catalogue
            .byPath("Vehicle.Powertrain.TractionBattery.Temperature.Average")
            .alert()
            .orElseThrow();
    assertThat(overheat.raises(58.0)).isFalse();
    assertThat(overheat.raises(58.1)).isTrue();
    assertThat(overheat.clears(56.1)).isFalse();
    assertThat(overheat.clears(56.0)).isTrue();
    List<Signal> tires =
        catalogue.signals().stream().filter(s -> s.path().endsWith("Tire.Pressure")).toList();
    assertThat(tires).hasSize(4);
    for (Signal tire : tires) {
      AlertThreshold low = tire.alert().orElseThrow();
      assertThat(low.raises(30.5)).isFalse();
      assertThat(low.raises(30.4)).isTrue();
      assertThat(low.clears(32.4)).isFalse();
      assertThat(low.clears(32.5)).isTrue();
      assertThat(tire.unit()).isEqualTo("psi");
    }
  }

  @Test
  void refusesAnAliasThatIsTakenOrReserved() {
    Map<String, Object> speed =
        Map.of(
            "path",
            "A.Speed",
            "alias",
            "speed",
            "unit",
            "km/h",
            "range",
            List.of(0, 1),
            "label",
            "Speed");
    Map<String, Object> again = new HashMap<>(speed);
    again.put("path", "B.Speed");
    Map<String, Object> reserved = new HashMap<>(speed);
    reserved.put("alias", "vin");
    assertThatThrownBy(() -> SignalCatalogue.of(List.of(speed, again)))
        .hasMessageContaining("B.Speed");
    assertThatThrownBy(() -> SignalCatalogue.of(List.of(reserved))).hasMessageContaining("taken");
  }

  @Test
  void refusesAHealthyRangeThatWouldAlert() {
    assertThatThrownBy(
            () ->
                new Signal(
                    0,
                    "A",
                    "a",
                    "psi",
                    new Range(0, 100),
                    new Range(30, 40),
                    "A",
                    java.util.Optional.of(
                        new AlertThreshold(
                            "low",
                            AlertThreshold.Level.WARNING,
                            AlertThreshold.Side.BELOW,
                            30.5,
                            32.5))))
        .hasMessageContaining("healthy value raises");
  }
}
