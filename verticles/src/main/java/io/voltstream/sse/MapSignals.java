package io.voltstream.sse;

import io.voltstream.api.Motion;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.util.List;

/** Which signals of the catalogue the map shows, by their place in it. */
record MapSignals(
    int lat, int lon, int speed, int temperature, int heading, int charge, int power) {
  private static final double STANDS_STILL_KMH = 0.5;

  static MapSignals of(SignalCatalogue catalogue) {
    List<Signal> signals = catalogue.signals();
    return new MapSignals(
        index(signals, "lat"),
        index(signals, "lon"),
        index(signals, "speed"),
        index(signals, "battery_temperature"),
        index(signals, "heading"),
        index(signals, "state_of_charge"),
        index(signals, "battery_power"));
  }

  private static int index(List<Signal> signals, String alias) {
    return signals.stream()
        .filter(signal -> signal.alias().equals(alias))
        .mapToInt(Signal::index)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no signal with alias '" + alias + "'"));
  }

  /** Whether both halves of a position are known. */
  boolean hasPosition(Readings readings) {
    return readings.has(lat) && readings.has(lon);
  }

  Motion motion(Readings readings) {
    if (readings.has(speed) && readings.value(speed) > STANDS_STILL_KMH) {
      return Motion.MOVING;
    }
    return readings.has(power) && readings.value(power) > 0 ? Motion.CHARGING : Motion.IDLE;
  }
}
