package io.voltstream.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in protobuf wire bytes. What cannot be read makes it unsound and ends it: callers look
 * once, at the end, instead of after every step.
 */
final class WireCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int FIXED32 = 5;
  private static final int MAX_GROUP_DEPTH = 100;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int position;
  private int limit;
  private boolean sound;

  void open(byte[] source, int offset, int length) {
    bytes = source;
    position = offset;
    limit = offset + length;
    sound = true;
  }

  boolean hasMore() {
    return position < limit;
  }

  boolean isSound() {
    return sound;
  }

  void require(boolean condition) {
    if (!condition) {
      sound = false;
      position = limit;
    }
  }

  int position() {
    return position;
  }

  /** Narrows or widens what may be read; gives the former limit. */
  int limit(int newLimit) {
    int former = limit;
    limit = sound ? newLimit : position;
    return former;
  }

  /** A field's tag: the low 32 bits of a varint, as parsers read it. Field number 0 is unsound. */
  int tag() {
    int tag = (int) varint();
    require(tag >>> 3 != 0);
    return sound ? tag : 0;
  }

  long varint() {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long result = 0;
    for (int shift = 0; shift < 70 && position < limit; shift += 7) {
      byte b = bytes[position++];
      result |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return result;
      }
    }
    require(false);
    return 0;
  }

  long fixed64() {
    int at = skip(Long.BYTES);
    return sound ? (long) LONG.get(bytes, at) : 0;
  }

  /** The length of a length-delimited field, never beyond the limit. */
  int length() {
    long length = varint();
    require(length >= 0 && length <= limit - position);
    return sound ? (int) length : 0;
  }

  /** Moves on; gives the position before. */
  int skip(int length) {
    int at = position;
    if (length > limit - position) {
      require(false);
    } else {
      position += length;
    }
    return at;
  }

  void skipField(int tag) {
    skipField(tag, 0);
  }

  private void skipField(int tag, int depth) {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case LENGTH -> skip(length());
      case FIXED32 -> skip(Integer.BYTES);
      case START_GROUP -> skipGroup(tag, depth + 1);
      default -> require(false);
    }
  }

  private void skipGroup(int start, int depth) {
    require(depth <= MAX_GROUP_DEPTH);
    while (hasMore()) {
      int tag = tag();
      if (tag == (start & ~7 | END_GROUP)) {
        return;
      }
      skipField(tag, depth);
    }
    require(false);
  }
}
