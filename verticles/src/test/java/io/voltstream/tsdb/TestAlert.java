package io.voltstream.tsdb;

import io.voltstream.contract.Alert;
import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.AlertThreshold.Level;

/** Alerts as they stand on the topic. */
public final class TestAlert {
  private TestAlert() {}

  public static Alert raised(String vehicle, long time) {
    return of(vehicle, Type.CRITICAL, "Battery temperature 58.9 °C, above 58.0", 58.9, time, time);
  }

  public static Alert resolved(String vehicle, long raisedAt, long time) {
    String message = "Battery temperature 55.9 °C, back to normal";
    return of(vehicle, Type.RESOLVED, message, 55.9, time, raisedAt);
  }

  public static Alert of(
      String vehicle, Type type, String message, double value, long time, long raisedAt) {
    return new Alert(
        vehicle,
        type,
        message,
        value,
        time,
        "4e14328d88368433",
        "battery_overheat",
        "battery_temperature",
        Level.CRITICAL,
        "celsius",
        58.0,
        raisedAt);
  }
}
