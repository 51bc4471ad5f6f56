package io.voltstream.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations and sizes as people write them. */
final class Quantity {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private Quantity() {}

  /**
   * Reads 500ms, 10s, 5m, 24h or 7d.
   *
   * @throws NumberFormatException when it is not a duration
   * @throws ArithmeticException when it is longer than a million days
   */
  static Duration duration(String text) {
    Matcher parts = split(text, TIMES);
    Duration read = TIMES.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1)));
    if (read.toDays() > 1_000_000) {
      throw new ArithmeticException("too long");
    }
    return read;
  }

  /**
   * Reads 1048576, 512MiB or 5GiB.
   *
   * @return bytes
   * @throws NumberFormatException when it is not a size
   * @throws ArithmeticException when it does not fit a long
   */
  static long bytes(String text) {
    Matcher parts = split(text, SIZES);
    return Math.multiplyExact(SIZES.get(parts.group(2)), Long.parseLong(parts.group(1)));
  }

  private static Matcher split(String text, Map<String, ?> units) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (!parts.matches() || !units.containsKey(parts.group(2))) {
      throw new NumberFormatException(text);
    }
    return parts;
  }
}
