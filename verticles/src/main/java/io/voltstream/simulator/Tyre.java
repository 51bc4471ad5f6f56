package io.voltstream.simulator;

import io.voltstream.contract.Range;
import java.util.SplittableRandom;

/** One tyre without a fault: warmer when it rolls, and wandering a little within its range. */
final class Tyre {
  private static final double WARMING_SECONDS = 600;
  private static final double WANDERING_SECONDS = 1_800;
  private static final double WARM_AT_SPEED = 20;

  private final double cold;
  private final double span;
  private double warmth;
  private double drift;

  /**
   * @param healthy pressures that a tyre without a leak keeps to
   */
  Tyre(Range healthy, SplittableRandom random) {
    span = healthy.max() - healthy.min();
    cold = healthy.min() + random.nextDouble(0.3, 0.55) * span;
    warmth = random.nextDouble();
  }

  /**
   * @param speed in m/s
   */
  void roll(double speed, double seconds, SplittableRandom random) {
    warmth += (Math.min(1, speed / WARM_AT_SPEED) - warmth) * seconds / WARMING_SECONDS;
    double push = random.nextDouble(-1, 1) * 0.002 * span * Math.sqrt(seconds);
    double wandered = drift - drift * seconds / WANDERING_SECONDS + push;
    drift = Math.max(-0.1 * span, Math.min(0.1 * span, wandered));
  }

  /** In the unit of the range. */
  double pressure() {
    return cold + 0.2 * span * warmth + drift;
  }
}
