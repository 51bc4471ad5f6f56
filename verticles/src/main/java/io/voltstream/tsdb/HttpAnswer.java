package io.voltstream.tsdb;

import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Retry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What an answer other than success means for the rows of a write. */
final class HttpAnswer {
  /** A database that asks for more is asked again after this all the same. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private static final int MESSAGE_CHARS = 500;

  private HttpAnswer() {}

  /**
   * @param status HTTP status; 0 when there was no answer
   * @param after what Retry-After said
   */
  static WriteOutcome outcome(int status, Duration after, String message, TsdbConfig config) {
    String why = message.length() > MESSAGE_CHARS ? message.substring(0, MESSAGE_CHARS) : message;
    return switch (status) {
      // The rows themselves: malformed, partly refused, or too many in one request.
      case 400, 413, 422 -> new Refused(why);
      case 0, 408 ->
          new Retry(after, RetryCause.UNREACHABLE, "no answer from " + config.url() + ": " + why);
      case 429, 503 -> new Retry(after, RetryCause.BUSY, why);
      default ->
          status >= 500
              ? new Retry(after, RetryCause.SERVER_ERROR, why)
              : new Retry(after, RetryCause.CONFIGURATION, refusal(status, config) + ": " + why);
    };
  }

  /** What a status says about the settings, and which of them to check. */
  static String refusal(int status, TsdbConfig config) {
    return switch (status) {
      case 401 -> config.url() + " does not know the token, check INFLUXDB_TOKEN";
      case 403 ->
          "INFLUXDB_TOKEN may not write to bucket '" + config.bucket() + "' (INFLUXDB_BUCKET)";
      case 404 ->
          config.url()
              + " has no organisation '"
              + config.org()
              + "' (INFLUXDB_ORG) with a bucket '"
              + config.bucket()
              + "' (INFLUXDB_BUCKET)";
      default -> config.url() + " does not take line protocol, check INFLUXDB_URL";
    };
  }

  /** The value of Retry-After, seconds or a date; zero when there is none that can be read. */
  static Duration wait(String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    Duration asked;
    try {
      asked =
          retryAfter.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(retryAfter))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                      .toInstant());
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }
}
