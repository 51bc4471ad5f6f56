package io.voltstream.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes one vehicle's batches as {@code TelemetryBatch} bytes: all that does not change is encoded
 * once. The same batch gives the same bytes each time.
 *
 * <p>Source: protobuf encoding, protobuf.dev/programming-guides/encoding.
 */
final class BatchEncoder {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of each sensor's point, everything before the value. */
  private static final byte[][] POINT_HEADS = pointHeads();

  /** How many bytes the first so many points take. */
  private static final int[] POINTS_SIZE = pointsSize();

  private final byte[] head;
  private final byte[] tail;

  BatchEncoder(String vehicleId, long session) {
    byte[] id = vehicleId.getBytes(US_ASCII);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.write(tag(1, LENGTH));
    writeVarint(first, id.length);
    first.writeBytes(id);
    first.write(tag(2, VARINT));
    head = first.toByteArray();
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    last.write(tag(5, VARINT));
    writeVarint(last, session);
    tail = last.toByteArray();
  }

  private static byte[][] pointHeads() {
    byte[][] heads = new byte[Sensor.count()][];
    for (int i = 0; i < heads.length; i++) {
      byte[] path = Sensor.at(i).path().getBytes(US_ASCII);
      ByteArrayOutputStream point = new ByteArrayOutputStream();
      point.write(tag(1, LENGTH));
      writeVarint(point, path.length);
      point.writeBytes(path);
      point.write(tag(2, FIXED64));
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      head.write(tag(3, LENGTH));
      writeVarint(head, point.size() + Double.BYTES);
      head.writeBytes(point.toByteArray());
      heads[i] = head.toByteArray();
    }
    return heads;
  }

  private static int[] pointsSize() {
    int[] size = new int[Sensor.count() + 1];
    for (int i = 0; i < Sensor.count(); i++) {
      size[i + 1] = size[i] + POINT_HEADS[i].length + Double.BYTES;
    }
    return size;
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    byte[] bytes = new byte[varintSize(value)];
    putVarint(bytes, 0, value);
    out.writeBytes(bytes);
  }

  byte[] encode(Batch batch) {
    byte[] bytes = new byte[size(batch)];
    int at = put(bytes, 0, head);
    at = putVarint(bytes, at, batch.timestamp());
    for (int i = 0; i < batch.points(); i++) {
      at = put(bytes, at, POINT_HEADS[i]);
      DOUBLE.set(bytes, at, batch.value(i));
      at += Double.BYTES;
    }
    bytes[at] = (byte) tag(4, VARINT);
    at = putVarint(bytes, at + 1, batch.sequence());
    put(bytes, at, tail);
    return bytes;
  }

  private int size(Batch batch) {
    return head.length
        + varintSize(batch.timestamp())
        + POINTS_SIZE[batch.points()]
        + 1
        + varintSize(batch.sequence())
        + tail.length;
  }

  private static int put(byte[] bytes, int at, byte[] part) {
    System.arraycopy(part, 0, bytes, at, part.length);
    return at + part.length;
  }

  private static int varintSize(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  private static int putVarint(byte[] bytes, int at, long value) {
    int next = at;
    for (long rest = value; ; rest >>>= 7) {
      if (rest >>> 7 == 0) {
        bytes[next] = (byte) rest;
        return next + 1;
      }
      bytes[next++] = (byte) (rest | 0x80);
    }
  }
}
