package io.voltstream.tsdb;

/**
 * What is kept of many readings of one signal. Two can be put together without loss, which a mean
 * cannot.
 *
 * @param count how many readings
 * @param sum their sum; 0 of none
 * @param min the least; NaN of none
 * @param max the greatest; NaN of none
 */
public record Aggregate(long count, double sum, double min, double max) {
  /** Of no readings. */
  public static final Aggregate NONE = new Aggregate(0, 0, Double.NaN, Double.NaN);

  /** Of both. */
  public Aggregate plus(Aggregate other) {
    if (count == 0) {
      return other;
    }
    return other.count == 0
        ? this
        : new Aggregate(
            count + other.count,
            sum + other.sum,
            Math.min(min, other.min),
            Math.max(max, other.max));
  }

  /** NaN of none. */
  public double mean() {
    return sum / count;
  }
}
