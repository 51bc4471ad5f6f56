package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.util.List;

/**
 * The signals of which the fleet's figures are made.
 *
 * @param tyrePressures one per wheel
 */
record FleetSignals(Signal speed, Signal temperature, List<Signal> tyrePressures) {
  static FleetSignals of(SignalCatalogue catalogue) {
    return new FleetSignals(
        catalogue.byPath("Vehicle.Speed"),
        catalogue.byPath("Vehicle.Powertrain.TractionBattery.Temperature.Average"),
        catalogue.signals().stream()
            .filter(signal -> signal.path().endsWith(".Tire.Pressure"))
            .toList());
  }
}
