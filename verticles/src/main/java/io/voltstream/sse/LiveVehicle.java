package io.voltstream.sse;

/** A vehicle that is on the map. */
final class LiveVehicle {
  private final VinKey key;
  private final String vin;
  private final int slot;
  private final Readings readings;
  private final DenseState sent = new DenseState();
  private long timestamp;
  private long received;
  private long seen;
  private boolean changed;

  /**
   * @param slot stands for the vehicle in dense frames
   */
  LiveVehicle(VinKey key, int slot, Readings readings, long timestamp, long seen) {
    this.key = key;
    this.vin = key.toString();
    this.slot = slot;
    this.readings = readings;
    this.timestamp = timestamp;
    this.seen = seen;
  }

  /** It was heard of; true when that is the first time since {@link #told}. */
  boolean heard(long newTimestamp, long newReceived, long when) {
    if (Readings.replaces(timestamp, newTimestamp, newReceived)) {
      timestamp = newTimestamp;
    }
    received = Math.max(received, newReceived);
    seen = Math.max(seen, when);
    boolean first = !changed;
    changed = true;
    return first;
  }

  /** The clients were told of it. */
  void told() {
    changed = false;
  }

  VinKey key() {
    return key;
  }

  String vin() {
    return vin;
  }

  int slot() {
    return slot;
  }

  Readings readings() {
    return readings;
  }

  /** What dense clients know of it. */
  DenseState sent() {
    return sent;
  }

  /** The vehicle's time of its newest batch, in Unix milliseconds. */
  long timestamp() {
    return timestamp;
  }

  /** When ingest received its newest batch, in Unix milliseconds. */
  long received() {
    return received;
  }

  /** When this node last heard of it, by this node's clock. */
  long seen() {
    return seen;
  }
}
