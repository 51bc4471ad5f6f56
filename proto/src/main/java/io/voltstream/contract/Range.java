package io.voltstream.contract;

/** A closed interval of values in a signal's unit. */
public record Range(double min, double max) {
  /**
   * @throws IllegalArgumentException unless min ≤ max, both finite
   */
  public Range {
    if (!(min <= max) || Double.isInfinite(min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException("not a range: [" + min + ", " + max + "]");
    }
  }

  /** False for NaN. */
  public boolean contains(double value) {
    return value >= min && value <= max;
  }
}
