package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.LAT;
import static io.voltstream.sse.FeedRig.LON;
import static io.voltstream.sse.FeedRig.POWER;
import static io.voltstream.sse.FeedRig.SPEED;
import static io.voltstream.sse.FeedRig.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.tsdb.TestBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client decodes is what the fleet is, to the form's unit, after every frame. */
class DenseFormTest {
  private static final String HEADING = "Vehicle.CurrentLocation.Heading";
  private static final String CHARGE = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current";

  private final FeedRig rig = new FeedRig();

  private static final class Client {
    final FakeSink sink;
    final DenseDecoder decoder = new DenseDecoder();
    private int read;

    Client(FakeSink sink) {
      this.sink = sink;
    }

    DenseDecoder read() {
      for (; read < sink.events.size(); read++) {
        decoder.event(sink.events.get(read));
      }
      return decoder;
    }
  }

  /** The fleet in the form's units, worked out anew. */
  private Map<String, String> quantised() {
    Map<String, String> states = new HashMap<>();
    MapSignals map = rig.feed.map();
    for (LiveVehicle vehicle : rig.feed.fleet().vehicles()) {
      Readings r = vehicle.readings();
      DenseDecoder.Vehicle v = new DenseDecoder.Vehicle(vehicle.vin());
      v.known = 32;
      if (r.has(map.lat()) && r.has(map.lon())) {
        v.known |= 1;
        v.lat = Math.round(r.value(map.lat()) * 1e6);
        v.lon = Math.round(r.value(map.lon()) * 1e6);
      }
      if (r.has(map.speed())) {
        v.known |= 2;
        v.speed = Math.round(r.value(map.speed()) * 10);
      }
      if (r.has(map.temperature())) {
        v.known |= 4;
        v.temp = Math.round(r.value(map.temperature()) * 10);
      }
      if (r.has(map.heading())) {
        v.known |= 8;
        v.heading = Math.round(r.value(map.heading())) % 360;
      }
      if (r.has(map.charge())) {
        v.known |= 16;
        v.soc = Math.round(r.value(map.charge()));
      }
      v.motion = v.speed > 5 ? 1 : r.has(map.power()) && r.value(map.power()) > 0 ? 2 : 0;
      states.put(vehicle.vin(), v.toString());
    }
    return states;
  }

  private void randomBatch(Random random) {
    TestBatch batch = rig.batch("vehicle-" + random.nextInt(40));
    batch.with("Vehicle.TraveledDistance", random.nextInt(100));
    if (random.nextBoolean()) {
      batch.with(LAT, random.nextInt(180_000_000) / 1e6 - 90);
    }
    if (random.nextBoolean()) {
      batch.with(LON, random.nextInt(360_000_000) / 1e6 - 180);
    }
    if (random.nextBoolean()) {
      // Not between 0.45 and 0.55: there the rounded speed does not say whether it moves.
      batch.with(SPEED, random.nextInt(3) == 0 ? 0 : 1 + random.nextDouble() * 200);
    }
    if (random.nextBoolean()) {
      batch.with(TEMPERATURE, random.nextDouble() * 100 - 30);
    }
    if (random.nextBoolean()) {
      batch.with(HEADING, random.nextDouble() * 360);
    }
    if (random.nextBoolean()) {
      batch.with(CHARGE, random.nextDouble() * 100);
    }
    if (random.nextBoolean()) {
      batch.with(POWER, random.nextInt(3) - 1);
    }
    rig.receive(batch);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void wholeFramesAndDeltasGiveTheStateOfTheFleet(long seed) {
    Random random = new Random(seed);
    List<Client> clients = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      for (int i = random.nextInt(15); i > 0; i--) {
        randomBatch(random);
      }
      rig.frame();
      boolean pause = random.nextInt(60) == 0;
      rig.now += pause ? 4_900 : 0;
      if (step % 10 == 0) {
        rig.feed.sweep(rig.now);
      }
      if (random.nextInt(30) == 0) {
        clients.add(new Client(rig.join(true)));
      }
      for (Client client : clients) {
        client.sink.full = random.nextInt(10) == 0;
      }
      rig.drive("always", 1, step);
      rig.frame();
      for (Client client : clients) {
        if (!client.sink.full) {
          assertThat(client.read().states()).isEqualTo(quantised());
        }
      }
    }
    assertThat(clients).hasSizeGreaterThan(3);
    assertThat(
            rig.registry
                .get("voltstream.live.frames.skipped")
                .tag("form", "dense")
                .counter()
                .count())
        .isPositive();
  }

  @Test
  void whoeverComesAfterAPauseWithoutClientsGetsThePresent() {
    rig.drive("a", 1, 10);
    rig.frame();
    Client first = new Client(rig.join(true));
    assertThat(first.read().states()).isEqualTo(quantised());
    rig.drive("a", 2, 20);
    rig.drive("b", 2, 20);
    rig.frame();
    assertThat(first.read().states()).isEqualTo(quantised()).hasSize(2);
    Client second = new Client(rig.join(true));
    assertThat(second.read().states()).isEqualTo(quantised());
    // A vehicle that no delta has introduced is not in the whole frame but in the next delta.
    rig.drive("c", 3, 30);
    rig.frame();
    assertThat(second.read().states()).isEqualTo(quantised()).hasSize(3);
  }

  @Test
  void ageIsThatOfTheReceiptInTenthsOfASecondWhateverTheVehiclesClockSays() {
    rig.receive(TestBatch.of("old", rig.time()).with(SPEED, 1));
    rig.now += 1_000;
    rig.receive(TestBatch.of("ahead", rig.time() + 60_000).with(SPEED, 1));
    rig.receive(TestBatch.of("slow", rig.time() - 60_000).with(SPEED, 1));
    rig.now += 60_000;
    rig.receive(TestBatch.of("from the future", rig.time()).with(SPEED, 1));
    // This node's clock is behind that of ingest.
    rig.now -= 60_000;
    rig.frame();
    Client client = new Client(rig.join(true));
    Map<String, Long> ages = new HashMap<>();
    client.read().slots.values().forEach(vehicle -> ages.put(vehicle.vin, vehicle.age));
    assertThat(ages)
        .containsEntry("old", 12L)
        .containsEntry("ahead", 2L)
        .containsEntry("slow", 2L)
        .containsEntry("from the future", 0L);
    assertThat(client.decoder.time).isEqualTo(rig.time());
  }

  @Test
  void whoeverComesWhileNobodySendsIsToldHowLongThatIs() {
    rig.drive("a", 1, 10);
    rig.frame();
    rig.join(true);
    rig.now += 4_000;
    Client late = new Client(rig.join(true));
    assertThat(late.read().slots.values()).extracting(vehicle -> vehicle.age).containsExactly(42L);
    assertThat(late.decoder.time).isEqualTo(rig.time());
  }

  @Test
  void whatNoVehicleCanMeasureDoesNotBreakAFrame() {
    rig.receive(
        rig.batch("wild")
            .with(SPEED, 1e300)
            .with(TEMPERATURE, -1e300)
            .with(CHARGE, 1e9)
            .with(HEADING, -90));
    rig.frame();
    Client client = new Client(rig.join(true));
    DenseDecoder.Vehicle wild = client.read().slots.get(0L);
    assertThat(wild.speed).isEqualTo(1 << 29);
    assertThat(wild.temp).isEqualTo(-(1 << 29));
    assertThat(wild.soc).isEqualTo(100);
    assertThat(wild.heading).isEqualTo(270);
  }
}
