package io.voltstream.sse;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A client of the dense form, written from docs/live-feed.md. */
final class DenseDecoder {
  /** What it knows of a vehicle, by the bits of its fields, in the form's units. */
  static final class Vehicle {
    final String vin;
    int known;
    long age;
    long lat;
    long lon;
    long speed;
    long temp;
    long heading;
    long soc;
    long motion;

    Vehicle(String vin) {
      this.vin = vin;
    }

    @Override
    public String toString() {
      return known + " " + lat + ' ' + lon + ' ' + speed + ' ' + temp + ' ' + heading + ' ' + soc
          + ' ' + motion;
    }
  }

  final Map<Long, Vehicle> slots = new HashMap<>();
  long number = -1;
  long time;

  /** How many vehicles the frames of changes spoke of. */
  long updates;

  void event(SseEvent event) {
    switch (event.name()) {
      case "whole" -> whole(Base64.getDecoder().decode(event.data()));
      case "delta" -> delta(Base64.getDecoder().decode(event.data()));
      case "gone" -> gone(event.json().getString("vin"));
      default -> {}
    }
  }

  Map<String, String> states() {
    Map<String, String> states = new HashMap<>();
    slots.values().forEach(vehicle -> states.put(vehicle.vin, vehicle.toString()));
    return states;
  }

  private void whole(byte[] frame) {
    ByteReader in = new ByteReader(frame);
    slots.clear();
    number = in.varint();
    time = in.varint();
    for (long left = in.varint(); left > 0; left--) {
      long slot = in.varint();
      Vehicle vehicle = new Vehicle(in.text(new VinKey()).toString());
      if (slots.put(slot, vehicle) != null) {
        throw new AssertionError("slot " + slot + " is there twice");
      }
      fields(in, vehicle, in.varint());
    }
    requireEnd(in);
  }

  private void delta(byte[] frame) {
    ByteReader in = new ByteReader(frame);
    long next = in.varint();
    if (next != number + 1) {
      throw new AssertionError("frame " + next + " after " + number);
    }
    number = next;
    time = in.varint();
    for (long left = in.varint(); left > 0; left--) {
      long slot = in.varint();
      long bits = in.varint();
      if ((bits & 64) != 0) {
        Vehicle fresh = new Vehicle(in.text(new VinKey()).toString());
        if (slots.put(slot, fresh) != null) {
          throw new AssertionError("slot " + slot + " was given away before it was free");
        }
      }
      if (!slots.containsKey(slot)) {
        throw new AssertionError("slot " + slot + " is nobody's");
      }
      fields(in, slots.get(slot), bits & 63);
      updates++;
    }
    requireEnd(in);
  }

  private static void fields(ByteReader in, Vehicle vehicle, long bits) {
    vehicle.known |= (int) bits;
    vehicle.age = in.varint();
    if ((bits & 1) != 0) {
      vehicle.lat += in.zigzag();
      vehicle.lon += in.zigzag();
    }
    vehicle.speed += (bits & 2) != 0 ? in.zigzag() : 0;
    vehicle.temp += (bits & 4) != 0 ? in.zigzag() : 0;
    vehicle.heading += (bits & 8) != 0 ? in.zigzag() : 0;
    vehicle.soc = (bits & 16) != 0 ? in.varint() : vehicle.soc;
    vehicle.motion = (bits & 32) != 0 ? in.varint() : vehicle.motion;
  }

  private void gone(String vin) {
    slots.values().removeIf(vehicle -> vehicle.vin.equals(vin));
  }

  private static void requireEnd(ByteReader in) {
    try {
      in.varint();
    } catch (ArrayIndexOutOfBoundsException e) {
      return;
    }
    throw new AssertionError("bytes after the last vehicle");
  }
}
