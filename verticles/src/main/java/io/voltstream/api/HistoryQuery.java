package io.voltstream.api;

import io.voltstream.contract.BatchReader;
import io.voltstream.tsdb.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * What somebody wants to know of a vehicle.
 *
 * @param vin the vehicle; can be anything that a vehicle may call itself
 */
record HistoryQuery(String vin, TimeRange range) {
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int LEAST_POINTS = 10;
  private static final int MOST_POINTS = 2_000;
  private static final int USUAL_POINTS = 300;

  /**
   * @param from Unix milliseconds or ISO 8601; null for an hour before {@code to}
   * @param to the same; null for now
   * @param points how many steps at most; null for 300
   * @param now Unix milliseconds
   * @throws IllegalArgumentException naming the parameter, the value and what is allowed
   */
  static HistoryQuery of(String vin, String from, String to, String points, long now) {
    boolean isVehicle =
        vin.getBytes(StandardCharsets.UTF_8).length <= BatchReader.MAX_VEHICLE_ID_BYTES
            && vin.chars().noneMatch(Character::isISOControl);
    require(isVehicle, "the vehicle", vin, "an id as vehicles have it: 1 to 64 bytes");
    long end = to == null ? now : time("to", to);
    long begin = from == null ? end - USUAL.toMillis() : time("from", from);
    require(begin >= 0, "from", from, "1970 or later");
    require(begin < end, "from", from, "before to");
    require(end - begin <= LONGEST.toMillis(), "from", from, "at most 31 days before to");
    return new HistoryQuery(vin, TimeRange.of(begin, end, points(points)));
  }

  private static int points(String text) {
    int points = USUAL_POINTS;
    if (text != null) {
      boolean isNumber = text.matches("\\d{1,9}");
      points = isNumber ? Integer.parseInt(text) : 0;
    }
    require(
        points >= LEAST_POINTS && points <= MOST_POINTS,
        "points",
        text,
        LEAST_POINTS + " to " + MOST_POINTS);
    return points;
  }

  private static long time(String name, String text) {
    try {
      return text.matches("\\d{1,15}")
          ? Long.parseLong(text)
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw refusal(name, text, "Unix milliseconds or a time like 2026-11-24T18:00:00Z");
    }
  }

  private static void require(boolean ok, String name, String value, String allowed) {
    if (!ok) {
      throw refusal(name, value, allowed);
    }
  }

  private static IllegalArgumentException refusal(String name, String value, String allowed) {
    return new IllegalArgumentException(name + " is '" + value + "', it must be " + allowed);
  }
}
