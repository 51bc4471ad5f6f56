package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A live feed without Kafka and HTTP, with a clock that the test turns. */
final class FeedRig {
  static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  static final String LAT = "Vehicle.CurrentLocation.Latitude";
  static final String LON = "Vehicle.CurrentLocation.Longitude";
  static final String SPEED = "Vehicle.Speed";
  static final String TEMPERATURE = "Vehicle.Powertrain.TractionBattery.Temperature.Average";
  static final String POWER = "Vehicle.Powertrain.TractionBattery.CurrentPower";
  static final long START = 1_764_500_000_000L;

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final LiveMetrics metrics = new LiveMetrics(registry);
  Optional<String> trouble = Optional.empty();
  final LiveFeed feed =
      new LiveFeed(
          "node",
          CATALOGUE,
          Duration.ofSeconds(5),
          Duration.ofMillis(StreamSocket.DRAIN_LIMIT_MS),
          () -> trouble,
          metrics);
  private final Conflation conflation = new Conflation(CATALOGUE);
  private final BatchReader reader = new BatchReader(CATALOGUE);
  private Conflation.Mark taken = Conflation.Mark.NOTHING;

  /** Milliseconds since the start. */
  long now;

  FeedRig() {
    feed.alertsBegin(AlertPosition.of(new long[] {0, 0}));
  }

  long time() {
    return START + now;
  }

  void receive(TestBatch batch) {
    byte[] bytes = batch.bytes();
    assertThat(reader.read(bytes)).isEqualTo(BatchCheck.ACCEPTED);
    conflation.take(reader, bytes, time(), now);
  }

  /** A batch of a vehicle that measured now. */
  TestBatch batch(String vin) {
    return TestBatch.of(vin, time());
  }

  void drive(String vin, double lat, double speed) {
    receive(batch(vin).with(LAT, lat).with(LON, -122.4).with(SPEED, speed));
  }

  /** Lets 200 ms pass and brings what was received to the clients. */
  void frame() {
    now += 200;
    if (conflation.hasNews(taken)) {
      Conflation.Mark all = conflation.end();
      feed.frame(conflation.frame(1, taken, now), now);
      taken = all;
    }
    feed.broadcast(time(), now);
  }

  FakeSink join(boolean dense) {
    return join(dense, null);
  }

  FakeSink join(boolean dense, String lastEventId) {
    FakeSink sink = new FakeSink();
    feed.join(dense, Optional.ofNullable(lastEventId), sink, () -> sink.cut = true, time(), now);
    return sink;
  }

  void alert(int partition, long offset, String id, boolean resolved) {
    feed.alerts(List.of(entry(partition, offset, "V" + id, id, resolved)), now);
  }

  static AlertEntry entry(int partition, long offset, String vin, String id, boolean resolved) {
    Alert alert =
        new Alert(
            vin,
            resolved ? Alert.Type.RESOLVED : Alert.Type.CRITICAL,
            "Battery temperature",
            resolved ? 55 : 59,
            START + offset,
            id,
            "battery_overheat",
            "battery_temperature",
            Level.CRITICAL,
            "celsius",
            resolved ? 56 : 58,
            START);
    return new AlertEntry(partition, offset, alert, new String(AlertJson.write(alert), UTF_8));
  }
}
