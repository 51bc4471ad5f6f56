package io.voltstream.sse;

import io.vertx.core.json.Json;

/** Builds server-sent events and the JSON in them; used again and again. */
final class SseText {
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final double EXACT = 1e9;

  private final StringBuilder text = new StringBuilder(1024);

  void clear() {
    text.setLength(0);
  }

  SseText raw(String part) {
    text.append(part);
    return this;
  }

  SseText whole(long number) {
    text.append(number);
    return this;
  }

  /** A string in quotes. */
  SseText quoted(String value) {
    if (isPlain(value)) {
      text.append('"').append(value).append('"');
    } else {
      text.append(Json.encode(value));
    }
    return this;
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** A number rounded to so many digits behind the point, without zeros at its end. */
  SseText decimal(double value, int digits) {
    if (!(Math.abs(value) < EXACT)) {
      text.append(value);
      return this;
    }
    long scaled = Math.round(Math.abs(value) * POWERS[digits]);
    if (value < 0 && scaled != 0) {
      text.append('-');
    }
    text.append(scaled / POWERS[digits]);
    long fraction = scaled % POWERS[digits];
    if (fraction != 0) {
      text.append('.');
      for (int digit = digits - 1; fraction != 0; digit--) {
        text.append((char) ('0' + fraction / POWERS[digit]));
        fraction %= POWERS[digit];
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
