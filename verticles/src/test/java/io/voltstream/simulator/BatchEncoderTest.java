package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.DataPoint;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.contract.TelemetryBatch;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchEncoderTest {
  private final SplittableRandom random = new SplittableRandom(9);

  private Batch batch(int points, long sequence, long timestamp) {
    int[] steps = new int[points];
    for (int i = 0; i < points; i++) {
      steps[i] = random.nextInt(10) == 0 ? 0 : random.nextInt(-900_000, 900_000);
    }
    return new Batch(sequence, timestamp, 0, steps);
  }

  @Test
  void writesWhatTheGeneratedParserReads() throws InvalidProtocolBufferException {
    for (int i = 0; i < 2_000; i++) {
      long session = random.nextLong(1, 1L << 45);
      Batch batch =
          batch(
              i % 2 == 0 ? Sensor.count() : Sensor.IN_EVERY_BATCH,
              random.nextLong(1, 1L << random.nextInt(1, 63)),
              random.nextLong(1L << 45));
      String id = Fleet.vehicleId(random.nextInt(100_000));
      TelemetryBatch.Builder expected =
          TelemetryBatch.newBuilder()
              .setVehicleId(id)
              .setTimestamp(batch.timestamp())
              .setSequence(batch.sequence())
              .setSession(session);
      for (int point = 0; point < batch.points(); point++) {
        expected.addPoints(
            DataPoint.newBuilder()
                .setSensorId(Sensor.at(point).path())
                .setValue(batch.value(point)));
      }
      byte[] bytes = new BatchEncoder(id, session).encode(batch);
      assertThat(TelemetryBatch.parseFrom(bytes)).isEqualTo(expected.build());
    }
  }

  @Test
  void givesTheSameBytesForTheSameBatch() {
    Batch batch = batch(Sensor.count(), 77, 1_767_225_600_000L);
    BatchEncoder encoder = new BatchEncoder("RVN000000001", 5);
    assertThat(encoder.encode(batch)).isEqualTo(encoder.encode(batch));
  }

  @Test
  void writesWhatIngestAccepts() {
    SignalCatalogue catalogue = SignalCatalogue.load();
    BatchReader reader = new BatchReader(catalogue);
    Vehicle vehicle = new Vehicle(RoadNetwork.sanFrancisco(), catalogue, 3);
    vehicle.advance(10);
    Batch batch = new Batch(300, 1_767_225_600_000L, 0, vehicle.read(true, 10));
    byte[] bytes = new BatchEncoder("RVN000000001", 1_767_225_500_000L).encode(batch);
    assertThat(reader.read(bytes)).isEqualTo(BatchCheck.ACCEPTED);
    assertThat(reader.vehicleId()).isEqualTo("RVN000000001");
    assertThat(reader.sequence()).isEqualTo(300);
    assertThat(reader.session()).isEqualTo(1_767_225_500_000L);
    for (int point = 0; point < reader.points(); point++) {
      assertThat(reader.signal(point))
          .isEqualTo(Sensor.at(point).signal(catalogue).index())
          .isNotEqualTo(SignalCatalogue.UNKNOWN);
    }
  }

  @Test
  void valuesAreShortDecimals() {
    assertThat(Sensor.LATITUDE.value(Sensor.LATITUDE.steps(37.774929123))).isEqualTo(37.774929);
    assertThat(Sensor.SPEED.value(Sensor.SPEED.steps(48.27))).isEqualTo(48.3);
    assertThat(Sensor.BATTERY_POWER.value(Sensor.BATTERY_POWER.steps(-12_345))).isEqualTo(-12_300);
    assertThat(Sensor.SPEED.value(Sensor.SPEED.steps(-0.01))).isEqualTo(0.0);
  }
}
