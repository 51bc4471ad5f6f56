package io.voltstream.simulator;

import io.voltstream.contract.SignalCatalogue;
import java.util.SplittableRandom;

/**
 * One electric vehicle: drives, uses its battery, charges when that is low, and measures all of it.
 * The same seed and the same steps of time give the same readings.
 */
final class Vehicle {
  /** Longer times are taken in steps of at most this many seconds. */
  private static final double LONGEST_STEP = 0.2;

  private static final double KMH_PER_MPS = 3.6;

  private final SplittableRandom random;
  private final Drive drive;
  private final Battery battery;
  private final Tyre[] tyres = new Tyre[Sensor.WHEELS];
  private Fault overheat;
  private Fault leak;

  Vehicle(RoadNetwork roads, SignalCatalogue catalogue, long seed) {
    random = new SplittableRandom(seed);
    double topSpeed = Sensor.SPEED.signal(catalogue).healthy().max() / KMH_PER_MPS;
    drive = new Drive(roads, topSpeed, random);
    battery =
        new Battery(
            Sensor.STATE_OF_CHARGE.signal(catalogue).healthy(),
            Sensor.BATTERY_TEMPERATURE.signal(catalogue).healthy(),
            random);
    for (int wheel = 0; wheel < tyres.length; wheel++) {
      tyres[wheel] = new Tyre(Sensor.wheel(wheel).signal(catalogue).healthy(), random);
    }
  }

  /** Lets time pass. */
  void advance(double seconds) {
    int steps = (int) Math.ceil(seconds / LONGEST_STEP);
    for (int i = 0; i < steps; i++) {
      step(seconds / steps);
    }
  }

  private void step(double seconds) {
    if (drive.motion() == Drive.Motion.PARKED) {
      battery.charge(seconds);
      drive.park(!battery.isFull());
    } else {
      drive.advance(seconds);
      battery.drive(drive.speed(), drive.acceleration(), seconds);
      if (battery.isLow()) {
        drive.park(true);
      }
    }
    for (Tyre tyre : tyres) {
      tyre.roll(drive.speed(), seconds, random);
    }
  }

  /** Makes the vehicle suffer from a fault, in place of an earlier one of the same kind. */
  void suffer(Fault fault) {
    if (fault.kind() == Fault.Kind.OVERHEAT) {
      overheat = fault;
    } else {
      leak = fault;
    }
  }

  /**
   * What the sensors say now, in steps of each sensor's precision.
   *
   * @param all every sensor, else only those of every batch
   * @param time seconds since the fleet's start
   */
  int[] read(boolean all, double time) {
    int[] steps = new int[all ? Sensor.count() : Sensor.IN_EVERY_BATCH];
    put(steps, Sensor.LATITUDE, drive.lat());
    put(steps, Sensor.LONGITUDE, drive.lon());
    put(steps, Sensor.HEADING, drive.heading());
    put(steps, Sensor.SPEED, drive.speed() * KMH_PER_MPS);
    put(steps, Sensor.BATTERY_TEMPERATURE, batteryTemperature(time) + noise());
    if (all) {
      put(steps, Sensor.STATE_OF_CHARGE, battery.stateOfCharge());
      put(steps, Sensor.BATTERY_POWER, battery.power());
      put(steps, Sensor.ODOMETER, drive.odometer());
      for (int wheel = 0; wheel < tyres.length; wheel++) {
        put(steps, Sensor.wheel(wheel), pressure(wheel, time) + noise());
      }
    }
    return steps;
  }

  private static void put(int[] steps, Sensor sensor, double value) {
    steps[sensor.ordinal()] = sensor.steps(value);
  }

  private double batteryTemperature(double time) {
    double healthy = battery.temperature();
    return overheat == null ? healthy : overheat.apply(healthy, time);
  }

  private double pressure(int wheel, double time) {
    double healthy = tyres[wheel].pressure();
    return leak == null || leak.wheel() != wheel ? healthy : leak.apply(healthy, time);
  }

  private double noise() {
    return random.nextDouble(-0.05, 0.05);
  }
}
