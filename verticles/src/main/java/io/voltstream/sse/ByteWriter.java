package io.voltstream.sse;

import java.util.Arrays;

/** Bytes that grow: varints as in protobuf, zigzag for signed numbers. Used again and again. */
final class ByteWriter {
  private byte[] bytes = new byte[1024];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  ByteWriter varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  ByteWriter zigzag(long value) {
    return varint(value << 1 ^ value >> 63);
  }

  ByteWriter real(double value) {
    reserve(Long.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[length++] = (byte) (bits >>> shift);
    }
    return this;
  }

  /** Length as a varint, then the bytes. */
  ByteWriter text(byte[] text) {
    varint(text.length);
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** A copy of what was written. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
