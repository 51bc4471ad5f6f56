package io.voltstream.sse;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read telemetry-alerts: the next offset of each partition. As text the
 * offsets joined by dots, which is the id of an event. Immutable.
 */
final class AlertPosition {
  static final AlertPosition NOWHERE = new AlertPosition(new long[0]);

  private static final Pattern TEXT = Pattern.compile("\\d{1,18}(\\.\\d{1,18}){0,999}");

  private final long[] next;

  private AlertPosition(long[] next) {
    this.next = next;
  }

  static AlertPosition of(long[] next) {
    return new AlertPosition(next.clone());
  }

  /** Reads what {@link #toString} wrote; empty when it is something else. */
  static Optional<AlertPosition> parse(String text) {
    return TEXT.matcher(text).matches()
        ? Optional.of(
            new AlertPosition(
                Arrays.stream(text.split("\\.")).mapToLong(Long::parseLong).toArray()))
        : Optional.empty();
  }

  /** How many partitions it speaks of. */
  int partitions() {
    return next.length;
  }

  /** The next offset; 0 in a partition that it does not know: it was added later. */
  long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  /** The same after the record at this offset has been read. */
  AlertPosition after(int partition, long offset) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, partition + 1));
    moved[partition] = offset + 1;
    return new AlertPosition(moved);
  }

  @Override
  public String toString() {
    return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("."));
  }
}
