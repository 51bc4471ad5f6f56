package io.voltstream.alert;

import io.voltstream.contract.Alert;
import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.AlertThreshold;

/** Puts what a verdict means into an {@link Alert}. */
final class Alerts {
  private Alerts() {}

  /**
   * @param state of the vehicle, after the verdict
   * @param value the reading that was judged
   * @param time the vehicle's time of it, in Unix milliseconds
   */
  static Alert raised(Rule rule, String vehicleId, VehicleState state, double value, long time) {
    Type type =
        switch (rule.threshold().level()) {
          case CRITICAL -> Type.CRITICAL;
          case WARNING -> Type.WARNING;
        };
    String text = AlertText.raised(rule, value);
    double crossed = rule.threshold().raise();
    return alert(rule, vehicleId, state, type, text, value, time, crossed);
  }

  /** As {@link #raised}. */
  static Alert resolved(Rule rule, String vehicleId, VehicleState state, double value, long time) {
    String text = AlertText.resolved(rule, value);
    double crossed = rule.threshold().clear();
    return alert(rule, vehicleId, state, Type.RESOLVED, text, value, time, crossed);
  }

  private static Alert alert(
      Rule rule,
      String vehicleId,
      VehicleState state,
      Type type,
      String text,
      double value,
      long time,
      double crossed) {
    AlertThreshold threshold = rule.threshold();
    String signal = rule.signal().alias();
    long raisedAt = state.raisedAt(rule);
    return new Alert(
        vehicleId,
        type,
        text,
        value,
        time,
        AlertId.of(threshold.rule(), vehicleId, signal, raisedAt),
        threshold.rule(),
        signal,
        threshold.level(),
        rule.signal().unit(),
        crossed,
        raisedAt);
  }
}
