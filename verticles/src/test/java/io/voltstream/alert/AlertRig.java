package io.voltstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.Alert;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.TestBatch;
import java.util.List;

/** One vehicle's batches through the rules, without Kafka. */
final class AlertRig {
  static final String BATTERY = "Vehicle.Powertrain.TractionBattery.Temperature.Average";
  static final String FRONT_LEFT = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure";
  static final String REAR_RIGHT = "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure";
  static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  static final RuleTable RULES = new RuleTable(CATALOGUE);

  final BatchJudge judge = new BatchJudge(RULES);
  private final String vehicle;
  private final BatchReader reader = new BatchReader(CATALOGUE);
  VehicleState state = new VehicleState(RULES.all().size());

  AlertRig(String vehicle) {
    this.vehicle = vehicle;
  }

  List<Alert> judge(TestBatch batch) {
    assertThat(reader.read(batch.bytes())).isEqualTo(BatchCheck.ACCEPTED);
    return judge.judge(reader, vehicle, state);
  }

  List<Alert> judge(long time, String sensor, double value) {
    return judge(TestBatch.of(vehicle, time).with(sensor, value));
  }

  /** As a restart does it. */
  void forgetAllButTheRecord() {
    StateJson json = new StateJson(RULES);
    state = json.read(json.write(state));
  }
}
