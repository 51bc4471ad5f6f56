package io.voltstream.sse;

import java.util.Collection;

/**
 * Writes frames of the dense form: docs/live-feed.md. All dense clients know the same, the state as
 * of the last delta, so one delta serves them all and a whole frame brings anybody to that point.
 */
final class DenseEncoder {
  private static final long AGE_UNIT_MS = 100;
  private static final int[] NOTHING = new int[DenseState.FIELDS];

  private final MapSignals map;
  private final ByteWriter out = new ByteWriter();
  private final int[] before = new int[DenseState.FIELDS];
  private long number;

  DenseEncoder(MapSignals map) {
    this.map = map;
  }

  /** Writes the vehicles that were heard of since the frame before; gives the frame's bytes. */
  byte[] delta(Collection<LiveVehicle> changed, long now) {
    head(++number, now, changed.size());
    for (LiveVehicle vehicle : changed) {
      DenseState state = vehicle.sent();
      state.copyValues(before);
      int bits = state.update(vehicle.readings(), map);
      out.varint(vehicle.slot());
      if (state.isIntroduced()) {
        out.varint(bits);
      } else {
        out.varint(bits | DenseState.NEW).text(vehicle.key().bytes());
        state.introduce();
      }
      out.varint(age(vehicle, now));
      fields(bits, state, before);
    }
    return out.toBytes();
  }

  /**
   * Writes all vehicles that dense clients know, as of the last delta. Those that were in none yet
   * are introduced by the next.
   */
  byte[] whole(Collection<LiveVehicle> fleet, long now) {
    long count = fleet.stream().filter(vehicle -> vehicle.sent().isIntroduced()).count();
    head(number, now, count);
    for (LiveVehicle vehicle : fleet) {
      DenseState state = vehicle.sent();
      if (state.isIntroduced()) {
        out.varint(vehicle.slot()).text(vehicle.key().bytes());
        out.varint(state.known()).varint(age(vehicle, now));
        fields(state.known(), state, NOTHING);
      }
    }
    return out.toBytes();
  }

  /** Takes the present state for what dense clients know: while there are none. */
  void rebase(Collection<LiveVehicle> fleet) {
    for (LiveVehicle vehicle : fleet) {
      vehicle.sent().update(vehicle.readings(), map);
      vehicle.sent().introduce();
    }
  }

  private void head(long frame, long now, long count) {
    out.clear();
    out.varint(frame).varint(now).varint(count);
  }

  private void fields(int bits, DenseState state, int[] from) {
    for (int field = 0; field < DenseState.FIELDS; field++) {
      if ((bits & DenseState.bit(field)) == 0) {
        continue;
      }
      if (field < DenseState.CHARGE) {
        out.zigzag((long) state.value(field) - from[field]);
      } else {
        out.varint(state.value(field));
      }
    }
  }

  private static long age(LiveVehicle vehicle, long now) {
    long units = (now - vehicle.received()) / AGE_UNIT_MS;
    return Math.max(0, Math.min(Integer.MAX_VALUE, units));
  }
}
