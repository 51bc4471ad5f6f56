package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScheduleTest {
  private static final double WELL_FOR = 2.5;

  private final SignalCatalogue catalogue = SignalCatalogue.load();

  private List<Fault> faults(int vehicles, long seed, double until) {
    FaultSchedule schedule = new FaultSchedule(catalogue, vehicles, seed, WELL_FOR);
    List<Fault> faults = new ArrayList<>();
    for (double time = 0; time < until; time += 0.1) {
      for (Optional<Fault> f = schedule.next(time); f.isPresent(); f = schedule.next(time)) {
        faults.add(f.get());
      }
    }
    return faults;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theFirstOfEachKindIsAtItsWorstWithinTwelveSecondsAndAFewFollowEachMinute(long seed) {
    for (Kind kind : Kind.values()) {
      List<Fault> ofKind =
          faults(1_000, seed, 600).stream().filter(fault -> fault.kind() == kind).toList();
      assertThat(ofKind.get(0).start() + ofKind.get(0).ramp()).isBetween(0.0, 12.0);
      assertThat(ofKind).hasSizeBetween(13, 41);
    }
  }

  @Test
  void aVehicleHasOneFaultOfAKindAtATime() {
    List<Fault> faults = faults(2, 3, 3_600);
    assertThat(faults).hasSizeGreaterThan(50);
    for (Fault a : faults) {
      for (Fault b : faults) {
        if (a != b && a.kind() == b.kind() && a.vehicle() == b.vehicle()) {
          boolean apart = a.end() + WELL_FOR <= b.start() || b.end() + WELL_FOR <= a.start();
          assertThat(apart).isTrue();
        }
      }
    }
  }

  @Test
  void aFaultRaisesItsAlertAndClearsIt() {
    AlertThreshold hot = Sensor.BATTERY_TEMPERATURE.signal(catalogue).alert().orElseThrow();
    AlertThreshold flat = Sensor.wheel(0).signal(catalogue).alert().orElseThrow();
    for (Fault fault : faults(100, 4, 600)) {
      AlertThreshold alert = fault.kind() == Kind.OVERHEAT ? hot : flat;
      double healthy = fault.kind() == Kind.OVERHEAT ? 30 : 37;
      assertThat(fault.apply(healthy, fault.start())).isEqualTo(healthy);
      double worstFrom = fault.start() + fault.ramp();
      assertThat(alert.raises(fault.apply(healthy, worstFrom + 0.001))).isTrue();
      assertThat(alert.raises(fault.apply(healthy, worstFrom + fault.hold()))).isTrue();
      assertThat(fault.ramp()).isBetween(5.0, 8.0);
      assertThat(fault.hold()).isBetween(10.0, 30.0);
      assertThat(fault.apply(healthy, fault.end())).isEqualTo(healthy);
      assertThat(alert.clears(fault.apply(healthy, fault.end() + 100))).isTrue();
    }
  }
}
