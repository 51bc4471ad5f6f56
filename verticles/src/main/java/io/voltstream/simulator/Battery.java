package io.voltstream.simulator;

import io.voltstream.contract.Range;
import java.util.SplittableRandom;

/** A traction battery: what driving takes out of it, what charging gives back, how warm it gets. */
final class Battery {
  private static final double GRAVITY = 9.81;
  private static final double ROLLING_RESISTANCE = 0.010;

  /** Half of air density × drag coefficient × frontal area, in kg/m. */
  private static final double AIR_DRAG = 0.4;

  private static final double DRIVE_EFFICIENCY = 0.88;
  private static final double REGENERATED = 0.65;
  private static final double MOST_REGENERATED = 60_000;
  private static final double HOTEL_LOAD = 700;
  private static final double HARD_WORK = 90_000;
  private static final double THERMAL_SECONDS = 240;

  private final double kilograms;
  private final double joules;
  private final double chargingPower;
  private final double low;
  private final double full;
  private final double coolest;
  private final double span;
  private double stateOfCharge;
  private double temperature;
  private double power;

  /**
   * @param chargeRange percent of charge that a healthy vehicle keeps to
   * @param temperatureRange °C that a healthy battery keeps to
   */
  Battery(Range chargeRange, Range temperatureRange, SplittableRandom random) {
    kilograms = random.nextDouble(1_700, 2_300);
    joules = random.nextDouble(58, 82) * 3.6e6;
    chargingPower = random.nextDouble(70_000, 110_000);
    low = at(chargeRange, 0.12);
    full = at(chargeRange, 0.85);
    span = temperatureRange.max() - temperatureRange.min();
    coolest = at(temperatureRange, random.nextDouble(0.22, 0.32));
    stateOfCharge = random.nextDouble(low, full);
    temperature = coolest + 0.1 * span * random.nextDouble();
  }

  private static double at(Range range, double share) {
    return range.min() + share * (range.max() - range.min());
  }

  /**
   * Drives or stands for a time.
   *
   * @param speed in m/s
   * @param acceleration in m/s²
   */
  void drive(double speed, double acceleration, double seconds) {
    double force =
        kilograms * (acceleration + (speed > 0 ? GRAVITY * ROLLING_RESISTANCE : 0))
            + AIR_DRAG * speed * speed;
    double wheels = force * speed;
    double motor =
        wheels > 0 ? wheels / DRIVE_EFFICIENCY : Math.max(wheels * REGENERATED, -MOST_REGENERATED);
    apply(-motor - HOTEL_LOAD, seconds);
  }

  /** Stands at a charger for a time. */
  void charge(double seconds) {
    apply(chargingPower, seconds);
  }

  private void apply(double watts, double seconds) {
    power = watts;
    stateOfCharge += watts * seconds / joules * 100;
    double target = coolest + 0.35 * span * Math.min(1, Math.abs(watts) / HARD_WORK);
    temperature += (target - temperature) * seconds / THERMAL_SECONDS;
  }

  boolean isLow() {
    return stateOfCharge <= low;
  }

  boolean isFull() {
    return stateOfCharge >= full;
  }

  /** In percent. */
  double stateOfCharge() {
    return stateOfCharge;
  }

  /** In °C. */
  double temperature() {
    return temperature;
  }

  /** In watts; positive while the battery is being charged. */
  double power() {
    return power;
  }
}
