package io.voltstream.contract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of a sensor path that looks at its length and its last sixteen bytes only: VSS paths
 * differ at the end, and their fifty shared bytes in front cost time and say nothing.
 */
final class SensorHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private SensorHash() {}

  static int of(byte[] bytes, int offset, int length) {
    long mixed = length;
    int end = offset + length;
    if (length >= Long.BYTES) {
      long last = (long) LONG.get(bytes, end - Long.BYTES);
      long before = (long) LONG.get(bytes, Math.max(offset, end - 2 * Long.BYTES));
      mixed += last * 31 + before;
    } else {
      for (int i = offset; i < end; i++) {
        mixed = mixed * 31 + bytes[i];
      }
    }
    mixed *= 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
