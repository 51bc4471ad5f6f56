package io.voltstream.sse;

import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The newest value of each signal of each vehicle, and in which frame it changed last: whoever has
 * some frames gets what has changed since then. What it holds is bounded by the number of vehicles,
 * however long nobody takes a frame. Not thread-safe.
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
  private final VinKey probe = new VinKey();
  private final ByteWriter bytes = new ByteWriter();
  private List<Pending> changed = new ArrayList<>();
  private List<Pending> changedLast = new ArrayList<>();
  private Mark end = Mark.NOTHING;
  private Mark endBefore = Mark.NOTHING;
  private long batches;

  /**
   * What somebody has who has taken all frames up to one.
   *
   * @param frame the number of that frame; they count from 1
   * @param batches for how many batches those frames stand
   */
  record Mark(long frame, long batches) {
    static final Mark NOTHING = new Mark(0, 0);
  }

  private static final class Pending {
    final VinKey vin;
    final Readings readings;

    /** A bit for each signal that is new in the frame of {@link #changedIn}. */
    long news;

    /** The number of the last frame that speaks of it. */
    long changedIn;

    long timestamp = Long.MIN_VALUE;
    long received;
    long seen;

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
   * @param now any clock in milliseconds, the one that {@link #forget} is asked by
   */
  Outcome take(BatchReader batch, byte[] bytes, long received, long now) {
    Pending vehicle = find(probe.point(bytes, batch.vehicleIdOffset(), batch.vehicleIdLength()));
    if (vehicle == null) {
      return Outcome.FLEET_FULL;
    }
    batches++;
    vehicle.seen = now;
    vehicle.received = Math.max(vehicle.received, received);
    if (vehicle.changedIn <= end.frame()) {
      vehicle.changedIn = end.frame() + 1;
      vehicle.news = 0;
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

  /** Whether a frame would say anything to whoever has this much. */
  boolean hasNews(Mark has) {
    return !changed.isEmpty() || has.frame() < end.frame();
  }

  /** Ends the frame that was being gathered; gives what those have who take it too. */
  Mark end() {
    if (!changed.isEmpty()) {
      endBefore = end;
      end = new Mark(end.frame() + 1, batches);
      List<Pending> emptied = changedLast;
      emptied.clear();
      changedLast = changed;
      changed = emptied;
    }
    return end;
  }

  /**
   * What has changed up to the last {@link #end}, as the bytes of a {@link BusFrame}; to be asked
   * for before the next batch is taken.
   *
   * @param has what the receiver has; one that has nothing is told of the last frame's batches only
   * @param now the clock by which batches are taken
   */
  byte[] frame(long origin, Mark has, long now) {
    boolean isNext = has.frame() == endBefore.frame();
    long batchesBefore = has.frame() == 0 ? endBefore.batches() : has.batches();
    List<Pending> told = isNext ? changedLast : changedSince(has.frame());
    bytes.clear();
    BusFrame.writeHead(bytes, origin, end.batches() - batchesBefore, told.size());
    for (Pending vehicle : told) {
      long signals = isNext ? vehicle.news : vehicle.readings.present();
      BusFrame.writeVehicle(
          bytes,
          vehicle.vin,
          vehicle.timestamp,
          vehicle.received,
          now - vehicle.seen,
          signals,
          vehicle.readings);
    }
    return bytes.toBytes();
  }

  private List<Pending> changedSince(long frame) {
    return vehicles.values().stream().filter(vehicle -> vehicle.changedIn > frame).toList();
  }

  /** Forgets vehicles that were last heard of before a time and of which nothing waits. */
  void forget(long before) {
    for (Iterator<Pending> all = vehicles.values().iterator(); all.hasNext(); ) {
      Pending vehicle = all.next();
      if (vehicle.seen - before < 0 && vehicle.changedIn <= end.frame()) {
        all.remove();
      }
    }
  }
}
