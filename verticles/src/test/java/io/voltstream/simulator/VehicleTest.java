package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.Range;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.RoadNetwork.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every vehicle without a fault, at any time of a long drive. */
class VehicleTest {
  private static final double STEP = 0.1;
  private static final int STEPS_PER_HOUR = 36_000;
  private static final double METRES_PER_DEGREE = 111_195;

  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final RoadNetwork roads = RoadNetwork.sanFrancisco();

  private List<int[]> drive(long seed, int steps) {
    Vehicle vehicle = new Vehicle(roads, catalogue, seed);
    List<int[]> readings = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      vehicle.advance(STEP);
      readings.add(vehicle.read(true, i * STEP));
    }
    return readings;
  }

  private static double value(int[] reading, Sensor sensor) {
    return sensor.value(reading[sensor.ordinal()]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void staysInsideTheHealthyRangesAndThresholds(long seed) {
    List<int[]> readings = drive(seed, STEPS_PER_HOUR);
    for (Sensor sensor : Sensor.values()) {
      Range healthy = sensor.signal(catalogue).healthy();
      double least = readings.stream().mapToDouble(r -> value(r, sensor)).min().orElseThrow();
      double most = readings.stream().mapToDouble(r -> value(r, sensor)).max().orElseThrow();
      assertThat(least).as(sensor + " least").isBetween(healthy.min(), healthy.max());
      assertThat(most).as(sensor + " most").isBetween(healthy.min(), healthy.max());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void goesAsFarAsItsSpeedSays(long seed) {
    List<int[]> readings = drive(seed, STEPS_PER_HOUR);
    double covered = 0;
    for (int i = 1; i < readings.size(); i++) {
      double speed = (kmh(readings, i) + kmh(readings, i - 1)) / 2 / 3.6;
      // The chord across a corner is shorter than the way round it.
      double slack = 0.35 + (turned(readings, i) ? speed * STEP : 0);
      assertThat(metres(readings, i)).isCloseTo(speed * STEP, within(slack));
      covered += speed * STEP;
    }
    double driven =
        value(readings.get(readings.size() - 1), Sensor.ODOMETER)
            - value(readings.get(0), Sensor.ODOMETER);
    assertThat(driven).isGreaterThan(3_000).isCloseTo(covered, within(covered * 0.005 + 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void acceleratesAndBrakesLikeACar(long seed) {
    List<int[]> readings = drive(seed, STEPS_PER_HOUR);
    int standing = 0;
    for (int i = 1; i < readings.size(); i++) {
      double change = (kmh(readings, i) - kmh(readings, i - 1)) / 3.6 / STEP;
      // Both speeds are rounded to a tenth of a km/h.
      assertThat(change).isBetween(-3.5 - 0.3, 2.2 + 0.3);
      standing += kmh(readings, i) == 0 ? 1 : 0;
    }
    assertThat(standing).as("stops now and then").isBetween(100, STEPS_PER_HOUR * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void goesSlowlyRoundCorners(long seed) {
    List<int[]> readings = drive(seed, STEPS_PER_HOUR);
    int corners = 0;
    for (int i = 1; i < readings.size(); i++) {
      double turn =
          value(readings.get(i), Sensor.HEADING) - value(readings.get(i - 1), Sensor.HEADING);
      if (Math.abs(Math.IEEEremainder(turn, 360)) > 75) {
        // 4 m/s, and what it gains until it is read.
        assertThat(kmh(readings, i)).isLessThan((4 + 0.4) * 3.6);
        corners++;
      }
    }
    assertThat(corners).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void headsWhereItGoesAlongTheRoads(long seed) {
    List<int[]> readings = drive(seed, STEPS_PER_HOUR);
    int compared = 0;
    for (int i = 1; i < readings.size(); i++) {
      if (metres(readings, i) > 1 && !turned(readings, i)) {
        double off = bearing(readings, i) - value(readings.get(i), Sensor.HEADING);
        assertThat(Math.abs(Math.IEEEremainder(off, 360))).isLessThan(12);
        compared++;
      }
      if (i % 100 == 0) {
        assertThat(metresFromRoad(readings.get(i))).isLessThan(0.5);
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void usesItsBatteryAndChargesStandingStill(long seed) {
    Vehicle vehicle = new Vehicle(roads, catalogue, seed);
    double lowest = 100;
    double highest = 0;
    boolean charged = false;
    for (int second = 0; second < 20 * 3_600; second++) {
      vehicle.advance(1);
      int[] reading = vehicle.read(true, second);
      double charge = value(reading, Sensor.STATE_OF_CHARGE);
      lowest = Math.min(lowest, charge);
      highest = charged ? Math.max(highest, charge) : 0;
      if (value(reading, Sensor.BATTERY_POWER) > 65_000) {
        charged = true;
        assertThat(value(reading, Sensor.SPEED)).isZero();
      }
    }
    Range healthy = Sensor.STATE_OF_CHARGE.signal(catalogue).healthy();
    assertThat(charged).isTrue();
    assertThat(lowest).isBetween(healthy.min(), healthy.min() + 15);
    assertThat(highest).isBetween(70.0, healthy.max());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void theSameSeedGivesTheSameReadings(long seed) {
    List<int[]> first = drive(seed, 5_000);
    List<int[]> second = drive(seed, 5_000);
    List<int[]> other = drive(seed + 1, 5_000);
    assertThat(first).usingElementComparator(Arrays::compare).isEqualTo(second).isNotEqualTo(other);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static double kmh(List<int[]> readings, int i) {
    return value(readings.get(i), Sensor.SPEED);
  }

  private static boolean turned(List<int[]> readings, int i) {
    return readings.get(i)[Sensor.HEADING.ordinal()]
        != readings.get(i - 1)[Sensor.HEADING.ordinal()];
  }

  private static double north(List<int[]> readings, int i) {
    return METRES_PER_DEGREE
        * (value(readings.get(i), Sensor.LATITUDE) - value(readings.get(i - 1), Sensor.LATITUDE));
  }

  private static double east(List<int[]> readings, int i) {
    return METRES_PER_DEGREE
        * Math.cos(Math.toRadians(value(readings.get(i), Sensor.LATITUDE)))
        * (value(readings.get(i), Sensor.LONGITUDE) - value(readings.get(i - 1), Sensor.LONGITUDE));
  }

  private static double metres(List<int[]> readings, int i) {
    return Math.hypot(north(readings, i), east(readings, i));
  }

  private static double bearing(List<int[]> readings, int i) {
    return Math.toDegrees(Math.atan2(east(readings, i), north(readings, i)));
  }

  private double metresFromRoad(int[] reading) {
    double lat = value(reading, Sensor.LATITUDE);
    double lon = value(reading, Sensor.LONGITUDE);
    return roads.pieces().stream()
        .mapToDouble(piece -> metresFrom(piece, lat, lon))
        .min()
        .orElseThrow();
  }

  private static double metresFrom(Piece piece, double lat, double lon) {
    double shrink = Math.cos(Math.toRadians(lat));
    double x = (lon - piece.from().lon()) * shrink;
    double y = lat - piece.from().lat();
    double dx = (piece.to().lon() - piece.from().lon()) * shrink;
    double dy = piece.to().lat() - piece.from().lat();
    double along = Math.max(0, Math.min(1, (x * dx + y * dy) / (dx * dx + dy * dy)));
    return Math.hypot(x - along * dx, y - along * dy) * METRES_PER_DEGREE;
  }
}
