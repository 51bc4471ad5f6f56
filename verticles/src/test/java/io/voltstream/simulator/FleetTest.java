package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.EpisodeChange.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {
  private static final long START_MS = 1_767_225_600_000L;

  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final List<EpisodeChange> changes = new ArrayList<>();
  private final RoadNetwork roads = RoadNetwork.sanFrancisco();

  private Fleet fleet(int vehicles, double hz, long seed, boolean faults) {
    SimulatorConfig config =
        new SimulatorConfig(
            vehicles, hz, "127.0.0.1:50051", seed, 1, faults, Optional.empty(), Optional.empty());
    return new Fleet(config, catalogue, roads, changes::add);
  }

  private record Tick(int vehicle, Batch batch) {}

  private static List<Tick> ticks(Fleet fleet, int count) {
    List<Tick> ticks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ticks.add(new Tick(fleet.nextVehicle(), fleet.next(START_MS)));
    }
    return ticks;
  }

  private static double value(Batch batch, Sensor sensor) {
    return batch.value(sensor.ordinal());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 10, 700, 999.9, 1_000})
  void timestampsOfAVehicleStrictlyIncreaseWithItsSequence(double hz) {
    Map<Integer, Batch> last = new HashMap<>();
    for (Tick tick : ticks(fleet(7, hz, 5, true), 21_000)) {
      Batch before = last.put(tick.vehicle(), tick.batch());
      long sequence = before == null ? 0 : before.sequence();
      assertThat(tick.batch().sequence()).isEqualTo(sequence + 1);
      assertThat(tick.batch().timestamp())
          .isGreaterThan(before == null ? START_MS - 1 : before.timestamp())
          .isEqualTo(START_MS + tick.batch().dueNanos() / 1_000_000);
    }
    long rounds = last.get(0).sequence() - 1;
    assertThat(rounds).isGreaterThan(2_900);
    long expected = START_MS + Math.round(rounds * 1_000 / hz);
    assertThat(last.get(0).timestamp()).isBetween(expected - 1, expected + 1);
  }

  @Test
  void everySensorIsReadOnceASecondAndNotByAllVehiclesAtOnce() {
    List<Tick> ticks = ticks(fleet(20, 10, 5, true), 20 * 100);
    int[] whole = new int[20];
    for (int round = 0; round < 100; round++) {
      int inRound = 0;
      for (Tick tick : ticks.subList(round * 20, round * 20 + 20)) {
        boolean all = tick.batch().points() == Sensor.count();
        assertThat(all || tick.batch().points() == Sensor.IN_EVERY_BATCH).isTrue();
        whole[tick.vehicle()] += all ? 1 : 0;
        inRound += all ? 1 : 0;
      }
      assertThat(inRound).isEqualTo(2);
    }
    assertThat(whole).containsOnly(10);
  }

  @Test
  void aSlowVehicleReadsEverySensorEachTime() {
    assertThat(ticks(fleet(3, 0.5, 5, true), 30))
        .allSatisfy(tick -> assertThat(tick.batch().points()).isEqualTo(Sensor.count()));
  }

  @Test
  void theSameSeedAndSettingsGiveTheSameBatches() {
    List<Tick> first = ticks(fleet(50, 10, 42, true), 50 * 300);
    List<Tick> again = ticks(fleet(50, 10, 42, true), 50 * 300);
    List<Tick> other = ticks(fleet(50, 10, 43, true), 50 * 300);
    BatchEncoder encoder = new BatchEncoder("RVN000000000", START_MS);
    assertThat(first)
        .usingElementComparator((a, b) -> same(encoder, a, b) ? 0 : 1)
        .isEqualTo(again)
        .isNotEqualTo(other);
  }

  private static boolean same(BatchEncoder encoder, Tick a, Tick b) {
    return a.vehicle() == b.vehicle()
        && java.util.Arrays.equals(encoder.encode(a.batch()), encoder.encode(b.batch()));
  }

  @Test
  void faultsRaiseTheirAlertsAndGetWellAgainAndOthersStayHealthy() {
    AlertThreshold hot = Sensor.BATTERY_TEMPERATURE.signal(catalogue).alert().orElseThrow();
    AlertThreshold flat = Sensor.wheel(0).signal(catalogue).alert().orElseThrow();
    Set<Integer> overheated = new HashSet<>();
    Set<String> leaking = new HashSet<>();
    Set<Integer> nowHot = new HashSet<>();
    Set<String> nowFlat = new HashSet<>();
    double firstHot = Double.MAX_VALUE;
    double firstFlat = Double.MAX_VALUE;
    // Ten minutes, read whole every second; at the end no new fault has had time to begin.
    List<Tick> ticks = ticks(fleet(60, 1, 7, true), 60 * 600);
    for (Tick tick : ticks) {
      double seconds = tick.batch().dueNanos() / 1e9;
      double celsius = value(tick.batch(), Sensor.BATTERY_TEMPERATURE);
      if (hot.raises(celsius)) {
        overheated.add(tick.vehicle());
        nowHot.add(tick.vehicle());
        firstHot = Math.min(firstHot, seconds);
      } else if (Sensor.BATTERY_TEMPERATURE.signal(catalogue).healthy().contains(celsius)) {
        nowHot.remove(tick.vehicle());
      }
      for (int wheel = 0; wheel < Sensor.WHEELS; wheel++) {
        String tyre = tick.vehicle() + "/" + wheel;
        double psi = value(tick.batch(), Sensor.wheel(wheel));
        if (flat.raises(psi)) {
          leaking.add(tyre);
          nowFlat.add(tyre);
          firstFlat = Math.min(firstFlat, seconds);
        } else if (Sensor.wheel(wheel).signal(catalogue).healthy().contains(psi)) {
          nowFlat.remove(tyre);
        }
      }
    }
    assertThat(firstHot).isLessThan(20);
    assertThat(firstFlat).isLessThan(20);
    assertThat(overheated).as("about two a minute").hasSizeBetween(8, 35);
    assertThat(leaking).as("about two a minute").hasSizeBetween(8, 35);
    assertThat(nowHot).as("still hot").hasSizeLessThanOrEqualTo(3);
    assertThat(nowFlat).as("still flat").hasSizeLessThanOrEqualTo(3);
  }

  /**
   * What rules find in the batches, each signal with hysteresis of its own, is what the fleet says
   * that it injected: for 1,000 vehicles, one of which is always somewhere in a fault.
   */
  @ParameterizedTest
  @CsvSource({
    "1000,10,1,120",
    "1000,10,2,40",
    "60,1,7,600",
    "2,1,3,900",
    "3,1.5,4,600",
    "5,0.2,5,900"
  })
  void everyEpisodeIsToldWhenItIsRaisedAndWhenItIsCleared(
      int vehicles, double hz, long seed, int seconds) {
    List<EpisodeChange> found = new ArrayList<>();
    Set<String> open = new HashSet<>();
    Fleet fleet = fleet(vehicles, hz, seed, true);
    while (fleet.nextDue() < seconds * 1_000_000_000L) {
      int vehicle = fleet.nextVehicle();
      Batch batch = fleet.next(START_MS);
      for (int point = 0; point < batch.points(); point++) {
        Signal signal = Sensor.at(point).signal(catalogue);
        AlertThreshold alert = signal.alert().orElse(null);
        String key = vehicle + signal.alias();
        if (alert != null && alert.raises(batch.value(point)) && open.add(key)) {
          found.add(new EpisodeChange(vehicle, signal, Step.RAISED, batch.timestamp()));
        } else if (alert != null && alert.clears(batch.value(point)) && open.remove(key)) {
          found.add(new EpisodeChange(vehicle, signal, Step.CLEARED, batch.timestamp()));
        }
      }
    }
    assertThat(changes).containsExactlyInAnyOrderElementsOf(found).hasSizeGreaterThan(2);
    if (hz >= 1) {
      assertThat(firstRaised("battery_overheat")).isLessThan(START_MS + 15_000);
      assertThat(firstRaised("tire_pressure_low")).isLessThan(START_MS + 15_000);
    }
  }

  private long firstRaised(String rule) {
    return changes.stream()
        .filter(change -> change.step() == Step.RAISED)
        .filter(change -> change.signal().alert().orElseThrow().rule().equals(rule))
        .mapToLong(EpisodeChange::timestamp)
        .min()
        .orElseThrow();
  }

  @Test
  void aFaultChangesOneSensorOfOneVehicleWhileItLastsAndNothingElse() {
    List<Tick> sick = ticks(fleet(60, 1, 7, true), 60 * 300);
    List<Tick> well = ticks(fleet(60, 1, 7, false), 60 * 300);
    Map<String, Integer> changed = new HashMap<>();
    for (int i = 0; i < sick.size(); i++) {
      for (Sensor sensor : Sensor.values()) {
        if (value(sick.get(i).batch(), sensor) != value(well.get(i).batch(), sensor)) {
          changed.merge(sick.get(i).vehicle() + "/" + sensor, 1, Integer::sum);
        }
      }
    }
    assertThat(changed).as("each at most four times in five minutes").hasSizeBetween(6, 42);
    assertThat(changed.keySet())
        .allMatch(one -> one.contains("BATTERY_TEMP") || one.contains("TYRE"));
    assertThat(changed.values()).as("seconds").allMatch(seconds -> seconds <= 4 * 56);
  }

  @Test
  void withoutFaultsNoAlertIsRaised() {
    for (Tick tick : ticks(fleet(60, 1, 7, false), 60 * 600)) {
      for (Sensor sensor : Sensor.values()) {
        sensor
            .signal(catalogue)
            .alert()
            .ifPresent(alert -> assertThat(alert.raises(value(tick.batch(), sensor))).isFalse());
      }
    }
  }
}
