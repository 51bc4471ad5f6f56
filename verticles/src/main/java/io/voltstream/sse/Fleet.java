package io.voltstream.sse;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All vehicles that were heard of lately. One thread at a time. */
final class Fleet {
  private final int signals;
  private final long ttlMillis;
  private final Map<VinKey, LiveVehicle> vehicles = new HashMap<>();
  private final List<LiveVehicle> changed = new ArrayList<>();
  private final BitSet slots = new BitSet();

  /**
   * @param signals size of the catalogue
   * @param ttlMillis a vehicle of which nothing is heard for longer than this is gone
   */
  Fleet(int signals, long ttlMillis) {
    this.signals = signals;
    this.ttlMillis = ttlMillis;
  }

  /**
   * A batch of this vehicle was received.
   *
   * @param when by this node's clock: vehicles' and other nodes' clocks do not decide who is gone
   */
  LiveVehicle heard(VinKey vin, long timestamp, long received, long when) {
    LiveVehicle vehicle = vehicles.get(vin);
    if (vehicle == null) {
      vehicle = appear(vin.copy(), timestamp, when);
    }
    if (vehicle.heard(timestamp, received, when)) {
      changed.add(vehicle);
    }
    return vehicle;
  }

  private LiveVehicle appear(VinKey vin, long timestamp, long when) {
    int slot = slots.nextClearBit(0);
    slots.set(slot);
    LiveVehicle vehicle = new LiveVehicle(vin, slot, new Readings(signals), timestamp, when);
    vehicles.put(vin, vehicle);
    return vehicle;
  }

  /** Those heard of since the last call. */
  List<LiveVehicle> takeChanged() {
    List<LiveVehicle> news = List.copyOf(changed);
    changed.clear();
    news.forEach(LiveVehicle::told);
    return news;
  }

  /** Whether {@link #takeChanged} would give any. */
  boolean hasChanged() {
    return !changed.isEmpty();
  }

  /** Drops the vehicles that were not heard of for too long, and gives them. */
  List<LiveVehicle> sweep(long now) {
    List<LiveVehicle> gone = new ArrayList<>();
    for (Iterator<LiveVehicle> all = vehicles.values().iterator(); all.hasNext(); ) {
      LiveVehicle vehicle = all.next();
      if (now - vehicle.seen() > ttlMillis) {
        all.remove();
        slots.clear(vehicle.slot());
        gone.add(vehicle);
      }
    }
    if (!gone.isEmpty()) {
      changed.removeIf(vehicle -> vehicles.get(vehicle.key()) != vehicle);
    }
    return gone;
  }

  Optional<LiveVehicle> find(byte[] vin) {
    return Optional.ofNullable(vehicles.get(new VinKey().point(vin, 0, vin.length)));
  }

  Collection<LiveVehicle> vehicles() {
    return vehicles.values();
  }

  int size() {
    return vehicles.size();
  }
}
