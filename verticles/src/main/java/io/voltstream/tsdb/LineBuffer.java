package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes of line protocol under construction; grows, and is used again after {@link #clear}. */
public final class LineBuffer {
  private static final int LONGEST_LONG = 20;
  private static final double NINE_PLACES_BELOW = 9e6;
  private static final double THREE_PLACES_BELOW = 9e12;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /** The bytes, valid from 0 to {@link #length()} until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  void text(byte[] source) {
    text(source, 0, source.length);
  }

  void text(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** A tag's value with its special characters escaped. */
  void tag(byte[] source, int offset, int count, boolean escapeBackslash) {
    reserve(2 * count);
    for (int i = offset; i < offset + count; i++) {
      byte c = source[i];
      if (c == ',' || c == ' ' || c == '=' || c == '\\' && escapeBackslash) {
        bytes[length++] = '\\';
      }
      bytes[length++] = c;
    }
  }

  /** A field's text in quotes; it must not contain a line break. */
  void quoted(String text) {
    byte[] source = text.getBytes(UTF_8);
    reserve(2 * source.length + 2);
    bytes[length++] = '"';
    for (byte c : source) {
      if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
      }
      bytes[length++] = c;
    }
    bytes[length++] = '"';
  }

  void number(long value) {
    reserve(LONGEST_LONG);
    if (value < 0) {
      bytes[length++] = '-';
    }
    digits(value < 0 ? value : -value, 1);
  }

  /**
   * A finite number, such that reading it gives the same number again. Few decimals are the rule:
   * when {@code units / scale} is the number, with both exact, then it is also what a reader of
   * these decimals must get, because both are the one double nearest to the same quotient.
   */
  void number(double value) {
    double magnitude = Math.abs(value);
    boolean small = magnitude < NINE_PLACES_BELOW;
    double scale = small ? 1e9 : 1e3;
    double units = Math.rint(magnitude * scale);
    if (magnitude >= THREE_PLACES_BELOW || units / scale != magnitude) {
      text(Double.toString(value).getBytes(ISO_8859_1));
      return;
    }
    reserve(2 * LONGEST_LONG);
    if (Double.doubleToRawLongBits(value) < 0) {
      bytes[length++] = '-';
    }
    decimals((long) units, (long) scale, small ? 9 : 3);
  }

  private void decimals(long units, long scale, int places) {
    digits(-(units / scale), 1);
    long fraction = units % scale;
    if (fraction == 0) {
      return;
    }
    while (fraction % 10 == 0) {
      fraction /= 10;
      places--;
    }
    bytes[length++] = '.';
    digits(-fraction, places);
  }

  /** Digits of a number that is given negative, because the smallest long has no positive twin. */
  private void digits(long negative, int atLeast) {
    int count = 1;
    for (long rest = negative / 10; rest != 0; rest /= 10) {
      count++;
    }
    count = Math.max(count, atLeast);
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' - negative % 10);
      negative /= 10;
    }
    length += count;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
