package io.voltstream.simulator;

import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.Fault.Kind;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When which vehicle gets a fault: the first overheat and the first leak cross their thresholds
 * within 13 s, so that they are seen within 20 s of a start that has to connect first; then a few
 * of each a minute. A vehicle has at most one fault of a kind at a time.
 */
final class FaultSchedule {
  private static final double FIRST_EARLIEST = 1;
  private static final double FIRST_LATEST = 4;
  private static final double SHORTEST_GAP = 15;
  private static final double LONGEST_GAP = 45;
  private static final int TRIES = 10;

  private final SplittableRandom random;
  private final double wellFor;
  private final AlertThreshold overheat;
  private final AlertThreshold leak;
  private final double[][] busyUntil;
  private final double[] nextStart = new double[Kind.values().length];

  /**
   * @param wellFor how long a vehicle is healthy at least between two faults of a kind, in seconds
   */
  FaultSchedule(SignalCatalogue catalogue, int vehicles, long seed, double wellFor) {
    this.wellFor = wellFor;
    random = new SplittableRandom(seed);
    overheat = Sensor.BATTERY_TEMPERATURE.signal(catalogue).alert().orElseThrow();
    leak = Sensor.wheel(0).signal(catalogue).alert().orElseThrow();
    busyUntil = new double[Kind.values().length][vehicles];
    for (Kind kind : Kind.values()) {
      nextStart[kind.ordinal()] = random.nextDouble(FIRST_EARLIEST, FIRST_LATEST);
    }
  }

  /**
   * The next fault that has begun by a time; call again until there is none.
   *
   * @param time seconds since the fleet's start, not before that of an earlier call
   */
  Optional<Fault> next(double time) {
    for (Kind kind : Kind.values()) {
      while (nextStart[kind.ordinal()] <= time) {
        double start = nextStart[kind.ordinal()];
        nextStart[kind.ordinal()] = start + random.nextDouble(SHORTEST_GAP, LONGEST_GAP);
        Optional<Fault> fault = fault(kind, start);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Fault> fault(Kind kind, double start) {
    double[] busy = busyUntil[kind.ordinal()];
    for (int i = 0; i < TRIES; i++) {
      int vehicle = random.nextInt(busy.length);
      if (busy[vehicle] <= start) {
        Fault fault = fault(kind, vehicle, start);
        busy[vehicle] = fault.end() + wellFor;
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private Fault fault(Kind kind, int vehicle, double start) {
    double worst =
        kind == Kind.OVERHEAT
            ? overheat.raise() + random.nextDouble(2, 8)
            : leak.raise() - random.nextDouble(1.5, 5);
    return new Fault(
        kind,
        vehicle,
        random.nextInt(4),
        start,
        random.nextDouble(5, 8),
        random.nextDouble(10, 30),
        random.nextDouble(8, 15),
        worst);
  }
}
