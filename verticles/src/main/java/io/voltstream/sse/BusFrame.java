package io.voltstream.sse;

/**
 * A frame on the event bus: what one node has heard of vehicles that the receiver does not have
 * yet.
 *
 * <pre>
 * frame   := zz origin, batches, count, vehicle*
 * vehicle := vinLength vinUtf8, zz timestamp, zz received, age, signals, reading for each bit of signals
 * reading := value (8 bytes, little-endian), zz (timestamp - time)
 * </pre>
 */
final class BusFrame {
  private BusFrame() {}

  /**
   * How a frame begins.
   *
   * @param origin the node that says it
   * @param batches how many batches it stands for
   */
  record Head(long origin, long batches) {}

  static void writeHead(ByteWriter out, long origin, long batches, int count) {
    out.zigzag(origin).varint(batches).varint(count);
  }

  /**
   * @param age how long ago it was heard of, in milliseconds: clocks of nodes are not compared
   * @param signals a bit for each signal that has changed
   */
  static void writeVehicle(
      ByteWriter out,
      VinKey vin,
      long timestamp,
      long received,
      long age,
      long signals,
      Readings readings) {
    out.text(vin.bytes()).zigzag(timestamp).zigzag(received).varint(age).varint(signals);
    for (long rest = signals; rest != 0; rest &= rest - 1) {
      int signal = Long.numberOfTrailingZeros(rest);
      out.real(readings.value(signal)).zigzag(timestamp - readings.time(signal));
    }
  }

  /**
   * Tells a fleet what the frame says.
   *
   * @param now Unix milliseconds here
   */
  static Head apply(byte[] frame, Fleet fleet, long now) {
    ByteReader in = new ByteReader(frame);
    Head head = new Head(in.zigzag(), in.varint());
    VinKey vin = new VinKey();
    for (long left = in.varint(); left > 0; left--) {
      in.text(vin);
      long timestamp = in.zigzag();
      long received = in.zigzag();
      LiveVehicle vehicle = fleet.heard(vin, timestamp, received, now - in.varint());
      for (long rest = in.varint(); rest != 0; rest &= rest - 1) {
        int signal = Long.numberOfTrailingZeros(rest);
        double value = in.real();
        vehicle.readings().offer(signal, value, timestamp - in.zigzag(), received);
      }
    }
    return head;
  }
}
