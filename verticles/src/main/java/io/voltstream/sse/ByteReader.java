package io.voltstream.sse;

/** Reads what a {@link ByteWriter} wrote; ends with an exception where the bytes end too early. */
final class ByteReader {
  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    return value;
  }

  long zigzag() {
    long coded = varint();
    return coded >>> 1 ^ -(coded & 1);
  }

  double real() {
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (bytes[position++] & 0xffL) << shift;
    }
    return Double.longBitsToDouble(bits);
  }

  /** Points the key at a text in these bytes. */
  VinKey text(VinKey key) {
    int length = (int) varint();
    if (length < 0 || length > bytes.length - position) {
      throw new IllegalArgumentException("a text of " + length + " bytes goes beyond the frame");
    }
    key.point(bytes, position, length);
    position += length;
    return key;
  }
}
