package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the lowest pressure of each vehicle and wheel. Not thread-safe. */
final class LowestPressures {
  private final Map<Wheel, LowPressure> lowest = new HashMap<>();

  private record Wheel(String vin, Signal signal) {}

  void add(LowPressure pressure) {
    lowest.merge(
        new Wheel(pressure.vin(), pressure.signal()),
        pressure,
        (one, other) -> other.pressure() < one.pressure() ? other : one);
  }

  void addAll(Collection<LowPressure> pressures) {
    pressures.forEach(this::add);
  }

  /** The lowest first; those that are equal in the order of vehicle and wheel. */
  List<LowPressure> first(int limit) {
    return lowest.values().stream()
        .sorted(
            Comparator.comparingDouble(LowPressure::pressure)
                .thenComparing(LowPressure::vin)
                .thenComparing(pressure -> pressure.signal().index()))
        .limit(limit)
        .toList();
  }
}
