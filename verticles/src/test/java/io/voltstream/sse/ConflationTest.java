package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.CATALOGUE;
import static io.voltstream.sse.FeedRig.LAT;
import static io.voltstream.sse.FeedRig.LON;
import static io.voltstream.sse.FeedRig.SPEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.BatchReader;
import io.voltstream.sse.Conflation.Mark;
import io.voltstream.sse.Conflation.Outcome;
import io.voltstream.tsdb.TestBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConflationTest {
  private static final int SPEED_INDEX = CATALOGUE.byPath(SPEED).index();

  private final Conflation conflation = new Conflation(CATALOGUE);
  private final BatchReader reader = new BatchReader(CATALOGUE);
  private final Fleet fleet = new Fleet(CATALOGUE.signals().size(), 5_000);
  private Mark taken = Mark.NOTHING;

  private Outcome take(TestBatch batch) {
    return take(batch, 0);
  }

  private Outcome take(TestBatch batch, long now) {
    return take(batch, 1_000_000, now);
  }

  private Outcome take(TestBatch batch, long received, long now) {
    byte[] bytes = batch.bytes();
    reader.read(bytes);
    return conflation.take(reader, bytes, received, now);
  }

  /** Gives the fleet what it does not have. */
  private BusFrame.Head frame() {
    Mark all = conflation.end();
    BusFrame.Head head = BusFrame.apply(conflation.frame(7, taken, 0), fleet, 0);
    taken = all;
    return head;
  }

  private LiveVehicle vehicle(String vin) {
    return fleet.find(vin.getBytes()).orElseThrow();
  }

  @Test
  void aFrameHoldsTheNewestValueOfEachSignal() {
    take(TestBatch.of("a", 100).with(SPEED, 10).with(LAT, 0).with(LON, 0));
    take(TestBatch.of("a", 200).with(SPEED, 20));
    take(TestBatch.of("b", 100).with("Some.Unknown.Signal", 1));
    BusFrame.Head head = frame();
    assertThat(head).isEqualTo(new BusFrame.Head(7, 3));
    assertThat(fleet.size()).isEqualTo(2);
    Readings readings = vehicle("a").readings();
    assertThat(readings.value(SPEED_INDEX)).isEqualTo(20);
    assertThat(readings.time(SPEED_INDEX)).isEqualTo(200);
    assertThat(MapSignals.of(CATALOGUE).hasPosition(readings)).isTrue();
    assertThat(readings.value(0)).isZero();
    assertThat(readings.time(0)).isEqualTo(100);
    assertThat(vehicle("a").timestamp()).isEqualTo(200);
    assertThat(vehicle("b").timestamp()).isEqualTo(100);
    assertThat(MapSignals.of(CATALOGUE).hasPosition(vehicle("b").readings())).isFalse();
  }

  @Test
  void aLateBatchChangesNothingThatIsNewerButFillsWhatWasUnknown() {
    take(TestBatch.of("a", 200).with(SPEED, 20));
    assertThat(take(TestBatch.of("a", 100).with(SPEED, 10))).isEqualTo(Outcome.LATE);
    assertThat(take(TestBatch.of("a", 100).with(LAT, 1))).isEqualTo(Outcome.TAKEN);
    assertThat(take(TestBatch.of("a", 200).with(SPEED, 21))).isEqualTo(Outcome.TAKEN);
    frame();
    assertThat(vehicle("a").readings().value(SPEED_INDEX)).isEqualTo(21);
    assertThat(vehicle("a").readings().value(0)).isEqualTo(1);
    assertThat(take(TestBatch.of("a", 150).with(SPEED, 15))).isEqualTo(Outcome.LATE);
    frame();
    assertThat(vehicle("a").readings().value(SPEED_INDEX)).isEqualTo(21);
  }

  @Test
  void aClockThatWasAheadAndIsSetRightIsBelievedAtOnce() {
    take(TestBatch.of("a", 5_000).with(SPEED, 10).with(LAT, 1), 2_000, 0);
    frame();
    assertThat(take(TestBatch.of("a", 2_100).with(SPEED, 20), 2_100, 0)).isEqualTo(Outcome.TAKEN);
    frame();
    assertThat(vehicle("a").readings().value(SPEED_INDEX)).isEqualTo(20);
    assertThat(vehicle("a").readings().time(SPEED_INDEX)).isEqualTo(2_100);
    assertThat(vehicle("a").timestamp()).isEqualTo(2_100);
    // From then on its clock counts again.
    assertThat(take(TestBatch.of("a", 2_050).with(SPEED, 30), 2_200, 0)).isEqualTo(Outcome.LATE);
    frame();
    assertThat(vehicle("a").readings().value(SPEED_INDEX)).isEqualTo(20);
  }

  @Test
  void onlyWhatHasChangedIsInAFrame() {
    take(TestBatch.of("a", 1).with(SPEED, 10));
    take(TestBatch.of("b", 1).with(SPEED, 10));
    frame();
    fleet.takeChanged();
    assertThat(conflation.hasNews(taken)).isFalse();
    take(TestBatch.of("b", 2).with(SPEED, 10));
    frame();
    assertThat(fleet.takeChanged()).extracting(LiveVehicle::vin).containsExactly("b");
  }

  @Test
  void whoeverMissedAFrameGetsWhatBothSaidAndWhoeverIsNewGetsEverything() {
    take(TestBatch.of("a", 1).with(SPEED, 10).with(LAT, 1));
    take(TestBatch.of("b", 1).with(SPEED, 10));
    frame();
    take(TestBatch.of("a", 2).with(SPEED, 20));
    Mark missed = conflation.end();
    take(TestBatch.of("c", 1).with(SPEED, 30));
    assertThat(conflation.hasNews(missed)).isTrue();
    fleet.takeChanged();
    assertThat(frame().batches()).isEqualTo(2);
    assertThat(fleet.takeChanged())
        .extracting(LiveVehicle::vin)
        .containsExactlyInAnyOrder("a", "c");
    assertThat(vehicle("a").readings().value(SPEED_INDEX)).isEqualTo(20);

    Fleet joiner = new Fleet(CATALOGUE.signals().size(), 5_000);
    BusFrame.Head head = BusFrame.apply(conflation.frame(7, Mark.NOTHING, 0), joiner, 0);
    // Not the batches of the past: a joiner would take them for the rate of now.
    assertThat(head.batches()).isEqualTo(1);
    assertThat(joiner.takeChanged())
        .extracting(LiveVehicle::vin)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(joiner.find("a".getBytes()).orElseThrow().readings().value(0)).isEqualTo(1);
  }

  @Test
  void whatWasHeardLongAgoDoesNotBecomeYoungByBeingTold() {
    take(TestBatch.of("a", 1).with(SPEED, 10), 1_000);
    conflation.end();
    byte[] late = conflation.frame(7, Mark.NOTHING, 5_500);
    BusFrame.apply(late, fleet, 100_000);
    assertThat(fleet.sweep(100_500)).isEmpty();
    assertThat(fleet.sweep(100_501)).extracting(LiveVehicle::vin).containsExactly("a");
  }

  @Test
  void vehiclesThatAreSilentAreForgotten() {
    take(TestBatch.of("a", 500).with(SPEED, 10), 1_000);
    conflation.forget(2_000);
    frame();
    conflation.forget(2_000);
    // Nothing newer is known any more: its clock may have been set back.
    assertThat(take(TestBatch.of("a", 100).with(SPEED, 5), 3_000)).isEqualTo(Outcome.TAKEN);
  }

  @Test
  void inventedIdsAreRefusedBeyondALimit() {
    for (int i = 0; i < Conflation.MAX_VEHICLES; i++) {
      take(TestBatch.of("v" + i, 1).with(SPEED, 1));
    }
    assertThat(take(TestBatch.of("one more", 1).with(SPEED, 1))).isEqualTo(Outcome.FLEET_FULL);
    assertThat(take(TestBatch.of("v0", 2).with(SPEED, 1))).isEqualTo(Outcome.TAKEN);
  }

  /** The model: a map of newest values. Batches in any order, frames at any time, two origins. */
  @Test
  void agreesWithAMapOfNewestValues() {
    Random random = new Random(5);
    List<String> signals = List.of(LAT, LON, SPEED);
    Map<String, double[]> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String vin = "v" + random.nextInt(20);
      String signal = signals.get(random.nextInt(3));
      long time = random.nextInt(1_000) + step / 10;
      double value = random.nextInt(90);
      take(TestBatch.of(vin, time).with(signal, value));
      double[] newest = model.computeIfAbsent(vin + signal, k -> new double[] {time, value});
      if (time >= newest[0]) {
        newest[0] = time;
        newest[1] = value;
      }
      if (random.nextInt(50) == 0) {
        frame();
      }
    }
    frame();
    model.forEach(
        (key, newest) -> {
          int end = key.indexOf("Vehicle");
          int signal = CATALOGUE.byPath(key.substring(end)).index();
          Readings readings = vehicle(key.substring(0, end)).readings();
          assertThat(readings.time(signal)).isEqualTo((long) newest[0]);
          assertThat(readings.value(signal)).isEqualTo(newest[1]);
        });
  }
}
