package io.voltstream.sse;

import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What has changed since the last frame, per vehicle: of each signal only the newest value. What it
 * holds is bounded by the number of vehicles, however long nobody takes a frame. Not thread-safe.
 */
final class Conflation {
  /**
   * Ids beyond that are refused: somebody invents them. About 60 MB here and as much in a fleet.
   */
  static final int MAX_VEHICLES = 100_000;

  /** What became of a batch. */
  enum Outcome {
    TAKEN,
    /** It is older than what is known of all its signals; the vehicle was heard of all the same. */
    LATE,
    /** A new vehicle, and there are {@link #MAX_VEHICLES}. */
    FLEET_FULL
  }

  private final int signals;
  private final Map<VinKey, Pending> vehicles = new HashMap<>();
  private final List<Pending> changed = new ArrayList<>();
  private final VinKey probe = new VinKey();
  private final ByteWriter frame = new ByteWriter();
  private long batches;

  private static final class Pending {
    final VinKey vin;
    final Readings readings;
    long news;
    long timestamp = Long.MIN_VALUE;
    long received;
    long seen;
    boolean heard;

    Pending(VinKey vin, int signals) {
      this.vin = vin;
      this.readings = new Readings(signals);
    }
  }

  Conflation(SignalCatalogue catalogue) {
    this.signals = catalogue.signals().size();
  }

  /**
   * Takes the batch that the reader has just read.
   *
   * @param bytes what the reader read
   * @param received Unix milliseconds at which ingest received it
   * @param now any clock, the one that {@link #forget} is asked by
   */
  Outcome take(BatchReader batch, byte[] bytes, long received, long now) {
    Pending vehicle = find(probe.point(bytes, batch.vehicleIdOffset(), batch.vehicleIdLength()));
    if (vehicle == null) {
      return Outcome.FLEET_FULL;
    }
    batches++;
    vehicle.seen = now;
    vehicle.received = Math.max(vehicle.received, received);
    if (!vehicle.heard) {
      vehicle.heard = true;
      changed.add(vehicle);
    }
    boolean newer = Readings.replaces(vehicle.timestamp, batch.timestamp(), received);
    if (newer) {
      vehicle.timestamp = batch.timestamp();
    }
    for (int point = 0; point < batch.points(); point++) {
      int signal = batch.signal(point);
      if (signal != SignalCatalogue.UNKNOWN
          && vehicle.readings.offer(signal, batch.value(point), batch.timestamp(), received)) {
        vehicle.news |= 1L << signal;
        newer = true;
      }
    }
    return newer ? Outcome.TAKEN : Outcome.LATE;
  }

  private Pending find(VinKey vin) {
    Pending known = vehicles.get(vin);
    if (known != null || vehicles.size() >= MAX_VEHICLES) {
      return known;
    }
    Pending fresh = new Pending(vin.copy(), signals);
    vehicles.put(fresh.vin, fresh);
    return fresh;
  }

  /** Whether a frame would say anything. */
  boolean hasNews() {
    return !changed.isEmpty();
  }

  /** Gives what has changed as the bytes of a {@link BusFrame} and begins anew. */
  byte[] takeFrame(long origin) {
    frame.clear();
    BusFrame.writeHead(frame, origin, batches, changed.size());
    for (Pending vehicle : changed) {
      BusFrame.writeVehicle(
          frame, vehicle.vin, vehicle.timestamp, vehicle.received, vehicle.news, vehicle.readings);
      vehicle.news = 0;
      vehicle.heard = false;
    }
    changed.clear();
    batches = 0;
    return frame.toBytes();
  }

  /** Forgets vehicles that were last heard of before a time and of which nothing waits. */
  void forget(long before) {
    for (Iterator<Pending> all = vehicles.values().iterator(); all.hasNext(); ) {
      Pending vehicle = all.next();
      if (vehicle.seen - before < 0 && !vehicle.heard) {
        all.remove();
      }
    }
  }
}
