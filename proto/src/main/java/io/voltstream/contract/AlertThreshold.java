package io.voltstream.contract;

/**
 * When a signal alerts, with the hysteresis that keeps noise from raising it twice.
 *
 * @param rule the rule's name, for example {@code battery_overheat}
 * @param level CRITICAL or WARNING
 * @param side which side of {@code raise} is bad
 * @param raise strictly beyond this value the alert is raised
 * @param clear at this value or better it is resolved
 */
public record AlertThreshold(String rule, Level level, Side side, double raise, double clear) {
  /** How bad it is. */
  public enum Level {
    CRITICAL,
    WARNING
  }

  /** The bad side of the threshold. */
  public enum Side {
    ABOVE,
    BELOW
  }

  /**
   * @throws IllegalArgumentException when {@code clear} lies on the bad side of {@code raise}
   */
  public AlertThreshold {
    if (side == Side.ABOVE ? !(clear <= raise) : !(clear >= raise)) {
      throw new IllegalArgumentException(
          rule + ": clear value " + clear + " is beyond the raise value " + raise);
    }
  }

  /** Whether a value raises the alert. */
  public boolean raises(double value) {
    return side == Side.ABOVE ? value > raise : value < raise;
  }

  /** Whether a value resolves a raised alert. */
  public boolean clears(double value) {
    return side == Side.ABOVE ? value <= clear : value >= clear;
  }
}
