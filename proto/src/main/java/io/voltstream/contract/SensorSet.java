package io.voltstream.contract;

import java.util.Arrays;

/** The sensor ids of one batch, to find one that is there twice; cleared in constant time. */
final class SensorSet {
  private final int[] entries;
  private final int[] stamps;
  private int stamp;

  SensorSet(int capacity) {
    int size = Integer.highestOneBit(capacity) * 4;
    entries = new int[size];
    stamps = new int[size];
  }

  void clear() {
    if (++stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /** Adds point {@code at}; false when its sensor id is there already. */
  boolean add(int hash, int at, int[] offsets, int[] lengths, byte[] bytes) {
    int mask = entries.length - 1;
    int slot = hash & mask;
    for (; stamps[slot] == stamp; slot = (slot + 1) & mask) {
      int other = entries[slot];
      if (Arrays.equals(
          bytes,
          offsets[other],
          offsets[other] + lengths[other],
          bytes,
          offsets[at],
          offsets[at] + lengths[at])) {
        return false;
      }
    }
    stamps[slot] = stamp;
    entries[slot] = at;
    return true;
  }
}
