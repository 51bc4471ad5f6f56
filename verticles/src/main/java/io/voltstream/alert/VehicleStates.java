package io.voltstream.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The vehicles of one partition. Its time is the latest time of receipt of a batch: a replay
 * forgets vehicles in the same places as the first run. Not thread-safe.
 */
final class VehicleStates {
  /** A vehicle that is silent for so long, and has no open alert, is forgotten. */
  static final Duration SILENCE = Duration.ofMinutes(10);

  private static final long SWEEP_MS = Duration.ofMinutes(1).toMillis();

  private final int rules;
  private final Map<String, VehicleState> byId = new HashMap<>();
  private long now = VehicleState.NEVER;
  private long sweepAt = VehicleState.NEVER;

  /**
   * @param id of the vehicle
   * @param hasRecord whether its record in the state topic is to be removed
   */
  record Forgotten(String id, boolean hasRecord) {}

  VehicleStates(int rules) {
    this.rules = rules;
  }

  /** What the state topic says about a vehicle; null: nothing any more. */
  void restore(String id, VehicleState state) {
    if (state == null) {
      byId.remove(id);
    } else {
      // A former owner that was slow may have written after the one that followed it.
      byId.merge(id, state, VehicleState::newest).recorded();
    }
  }

  /**
   * The state of a vehicle of which a batch came.
   *
   * @param receivedAt Unix milliseconds of receipt
   */
  VehicleState seen(String id, long receivedAt) {
    now = Math.max(now, receivedAt);
    VehicleState state = byId.computeIfAbsent(id, unknown -> new VehicleState(rules));
    state.seen(now);
    return state;
  }

  /** Whether it is time to {@link #forgetSilent}. */
  boolean isSweepDue() {
    return now >= sweepAt;
  }

  /** Forgets the vehicles that have been silent for {@link #SILENCE}. */
  List<Forgotten> forgetSilent() {
    sweepAt = now + SWEEP_MS;
    List<Forgotten> forgotten = new ArrayList<>();
    byId.entrySet()
        .removeIf(
            entry -> {
              VehicleState state = entry.getValue();
              if (state.seenAt() == VehicleState.NEVER) {
                // Restored and not heard of yet: its silence begins now.
                state.seen(now);
              }
              boolean silent = now - state.seenAt() >= SILENCE.toMillis();
              if (!silent || state.openCount() > 0) {
                return false;
              }
              forgotten.add(new Forgotten(entry.getKey(), state.isRecorded()));
              return true;
            });
    return forgotten;
  }

  int size() {
    return byId.size();
  }

  /** Alerts that are open. */
  int openCount() {
    return byId.values().stream().mapToInt(VehicleState::openCount).sum();
  }
}
