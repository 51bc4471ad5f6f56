package io.voltstream.simulator;

import io.voltstream.contract.SignalCatalogue;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** All vehicles, with their faults, as their turns come. */
final class Fleet {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Vehicle[] vehicles;
  private final Optional<FaultSchedule> faults;
  private final Episodes episodes;
  private final TickSchedule schedule;
  private final double period;
  private final long allSensorsEvery;

  /**
   * @param changed told when an injected fault reaches its alert's threshold, and when it leaves it
   */
  Fleet(
      SimulatorConfig config,
      SignalCatalogue catalogue,
      RoadNetwork roads,
      Consumer<EpisodeChange> changed) {
    schedule = new TickSchedule(config.vehicles(), config.periodNanos());
    period = config.periodNanos() / NANOS_PER_SECOND;
    allSensorsEvery = Math.max(1, Math.round(config.hz()));
    vehicles = new Vehicle[config.vehicles()];
    for (int i = 0; i < vehicles.length; i++) {
      vehicles[i] = new Vehicle(roads, catalogue, mix(config.seed(), i));
    }
    episodes = new Episodes(catalogue, vehicles.length, changed);
    faults =
        config.faults()
            ? Optional.of(
                new FaultSchedule(catalogue, vehicles.length, mix(config.seed(), -1), wellFor()))
            : Optional.empty();
  }

  /** Long enough for a vehicle to measure all of itself as healthy between two faults. */
  private double wellFor() {
    return 2 * (allSensorsEvery + 1) * period;
  }

  /** Neighbouring numbers must not give vehicles that resemble each other. */
  private static long mix(long seed, long number) {
    long mixed = (seed * 0x9E3779B97F4A7C15L) ^ ((number + 2) * 0xBF58476D1CE4E5B9L);
    mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 32);
  }

  static String vehicleId(int vehicle) {
    return String.format(Locale.ROOT, "RVN%09d", vehicle);
  }

  /** The vehicle that measures next. */
  int nextVehicle() {
    return schedule.vehicle();
  }

  /** When it does, in nanoseconds since the fleet's start. */
  long nextDue() {
    return schedule.dueNanos();
  }

  /**
   * Lets the next vehicle drive up to its tick and measure.
   *
   * @param startMs the fleet's start in Unix milliseconds
   */
  Batch next(long startMs) {
    int number = schedule.vehicle();
    long sequence = schedule.sequence();
    long due = schedule.dueNanos();
    schedule.next();
    double time = due / NANOS_PER_SECOND;
    faults.ifPresent(planned -> beginFaults(planned, time));
    Vehicle vehicle = vehicles[number];
    if (sequence > 1) {
      vehicle.advance(period);
    }
    boolean all = (sequence + number) % allSensorsEvery == 0;
    Batch batch = new Batch(sequence, startMs + due / 1_000_000, due, vehicle.read(all, time));
    episodes.measured(number, batch);
    return batch;
  }

  private void beginFaults(FaultSchedule planned, double time) {
    for (Optional<Fault> fault = planned.next(time);
        fault.isPresent();
        fault = planned.next(time)) {
      vehicles[fault.get().vehicle()].suffer(fault.get());
      episodes.begin(fault.get());
    }
  }
}
