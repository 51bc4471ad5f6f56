package io.voltstream.simulator;

/**
 * Something that goes wrong with one vehicle for a while and is mended.
 *
 * @param vehicle the vehicle's number
 * @param wheel 0 to 3 for a leak
 * @param start when it begins, in seconds since the fleet's start
 * @param ramp how long it takes to get to its worst, in seconds
 * @param hold how long it stays there
 * @param recovery how long it takes to get well again
 * @param worst the reading at its worst, in the signal's unit
 */
record Fault(
    Kind kind,
    int vehicle,
    int wheel,
    double start,
    double ramp,
    double hold,
    double recovery,
    double worst) {
  /** What goes wrong. */
  enum Kind {
    OVERHEAT,
    LEAK
  }

  /** When the vehicle is healthy again. */
  double end() {
    return start + ramp + hold + recovery;
  }

  /** The reading at a time, of what would be {@code healthy} without the fault. */
  double apply(double healthy, double time) {
    return healthy + (worst - healthy) * severity(time - start);
  }

  /** From 0, healthy, to 1, at its worst. */
  private double severity(double age) {
    if (age <= 0) {
      return 0;
    }
    if (age < ramp) {
      return age / ramp;
    }
    return Math.max(0, Math.min(1, (end() - start - age) / recovery));
  }
}
