package io.voltstream.simulator;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;

/** What a vehicle measures, in the order of a batch, each with the precision of its sensor. */
enum Sensor {
  LATITUDE("Vehicle.CurrentLocation.Latitude", 1e6),
  LONGITUDE("Vehicle.CurrentLocation.Longitude", 1e6),
  HEADING("Vehicle.CurrentLocation.Heading", 10),
  SPEED("Vehicle.Speed", 10),
  BATTERY_TEMPERATURE("Vehicle.Powertrain.TractionBattery.Temperature.Average", 10),
  STATE_OF_CHARGE("Vehicle.Powertrain.TractionBattery.StateOfCharge.Current", 10),
  BATTERY_POWER("Vehicle.Powertrain.TractionBattery.CurrentPower", 0.01),
  ODOMETER("Vehicle.TraveledDistance", 1),
  TYRE_FRONT_LEFT("Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", 10),
  TYRE_FRONT_RIGHT("Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure", 10),
  TYRE_REAR_LEFT("Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure", 10),
  TYRE_REAR_RIGHT("Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure", 10);

  /** The first so many are in every batch, the others once a second. */
  static final int IN_EVERY_BATCH = 5;

  static final int WHEELS = 4;
  private static final Sensor[] ALL = values();

  private final String path;
  private final double stepsPerUnit;

  Sensor(String path, double stepsPerUnit) {
    this.path = path;
    this.stepsPerUnit = stepsPerUnit;
  }

  static Sensor at(int index) {
    return ALL[index];
  }

  static int count() {
    return ALL.length;
  }

  /** The pressure of a wheel, 0 to 3: front left, front right, rear left, rear right. */
  static Sensor wheel(int wheel) {
    return ALL[TYRE_FRONT_LEFT.ordinal() + wheel];
  }

  String path() {
    return path;
  }

  Signal signal(SignalCatalogue catalogue) {
    return catalogue.byPath(path);
  }

  /** A value as the number of steps that the sensor can tell apart. */
  int steps(double value) {
    return (int) Math.round(value * stepsPerUnit);
  }

  /** The value on the wire: a short decimal number. */
  double value(int steps) {
    return steps / stepsPerUnit;
  }
}
