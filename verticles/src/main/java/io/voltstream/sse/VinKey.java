package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A vehicle id as the bytes that came. {@link #point} moves one key over bytes that others own, to
 * look a vehicle up without making anything; keys that are kept are {@link #copy copies}.
 */
final class VinKey implements Comparable<VinKey> {
  private byte[] bytes = {};
  private int offset;
  private int length;
  private int hash;

  /** Looks at other bytes from now on; never on a key that is in a map. */
  VinKey point(byte[] newBytes, int newOffset, int newLength) {
    bytes = newBytes;
    offset = newOffset;
    length = newLength;
    int sum = 1;
    for (int i = newOffset; i < newOffset + newLength; i++) {
      sum = 31 * sum + newBytes[i];
    }
    hash = sum;
    return this;
  }

  VinKey copy() {
    return new VinKey().point(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
  }

  /** The bytes of a copy; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return new String(bytes, offset, length, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VinKey key && hash == key.hash && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** An order keeps a map fast when many ids are made to share a hash. */
  @Override
  public int compareTo(VinKey other) {
    return Arrays.compare(
        bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
  }
}
