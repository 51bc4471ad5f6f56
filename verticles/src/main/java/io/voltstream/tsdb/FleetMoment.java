package io.voltstream.tsdb;

/**
 * The fleet in one step of a range.
 *
 * @param events batches that the vehicles measured in it
 * @param speed in the unit of the catalogue
 * @param temperature of the traction batteries, in the unit of the catalogue
 */
public record FleetMoment(long events, Aggregate speed, Aggregate temperature) {
  /** In which nothing was heard. */
  public static final FleetMoment SILENT = new FleetMoment(0, Aggregate.NONE, Aggregate.NONE);

  /** Both together. */
  public FleetMoment plus(FleetMoment other) {
    return new FleetMoment(
        events + other.events, speed.plus(other.speed), temperature.plus(other.temperature));
  }
}
