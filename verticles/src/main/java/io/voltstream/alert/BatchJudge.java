package io.voltstream.alert;

import io.voltstream.contract.Alert;
import io.voltstream.contract.BatchReader;
import java.util.ArrayList;
import java.util.List;

/** Judges every reading of a batch that a rule is about. Not thread-safe. */
final class BatchJudge {
  private final RuleTable rules;
  private int late;

  BatchJudge(RuleTable rules) {
    this.rules = rules;
  }

  /**
   * What a batch raises and resolves, in the order of its points.
   *
   * @param batch read and accepted
   * @param state of its vehicle, which is changed
   */
  List<Alert> judge(BatchReader batch, String vehicleId, VehicleState state) {
    List<Alert> alerts = List.of();
    late = 0;
    long time = batch.timestamp();
    for (int point = 0; point < batch.points(); point++) {
      Rule rule = rules.of(batch.signal(point));
      if (rule == null) {
        continue;
      }
      double value = batch.value(point);
      switch (state.judge(rule, value, time)) {
        case LATE -> late++;
        case UNCHANGED -> {}
        case RAISED -> alerts = with(alerts, Alerts.raised(rule, vehicleId, state, value, time));
        case RESOLVED ->
            alerts = with(alerts, Alerts.resolved(rule, vehicleId, state, value, time));
      }
    }
    return alerts;
  }

  /** Most batches have none: they cost no list. */
  private static List<Alert> with(List<Alert> alerts, Alert alert) {
    List<Alert> longer = new ArrayList<>(alerts);
    longer.add(alert);
    return longer;
  }

  /** Readings of the last batch that were not newer than what had been judged. */
  int late() {
    return late;
  }
}
