package io.voltstream.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
  private static final long NOW = 1_764_500_000_000L;
  private static final long MAX_AGE = 7 * 86_400_000L;
  private static final String LATITUDE = "Vehicle.CurrentLocation.Latitude";
  private static final String LONGITUDE = "Vehicle.CurrentLocation.Longitude";

  private final BatchReader reader = new BatchReader(SignalCatalogue.load());

  private static TelemetryBatch.Builder good() {
    return TelemetryBatch.newBuilder()
        .setVehicleId("RVN000000007")
        .setTimestamp(NOW)
        .setSequence(42)
        .setSession(NOW - 5_000)
        .addPoints(point("Vehicle.Speed", 63.5))
        .addPoints(point(LATITUDE, 37.7749))
        .addPoints(point("Vehicle.Cabin.Lights.Front", 1));
  }

  private static DataPoint point(String sensor, double value) {
    return DataPoint.newBuilder().setSensorId(sensor).setValue(value).build();
  }

  private BatchCheck check(TelemetryBatch batch) {
    byte[] bytes = batch.toByteArray();
    return reader.read(bytes, 0, bytes.length, NOW, MAX_AGE);
  }

  @Test
  void showsWhatIsInABatch() {
    byte[] bytes = good().build().toByteArray();
    byte[] inside = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, inside, 7, bytes.length);

    assertThat(reader.read(inside, 7, bytes.length)).isEqualTo(BatchCheck.ACCEPTED);

    assertThat(reader.vehicleId()).isEqualTo("RVN000000007");
    assertThat(reader.vehicleIdBytes()).isEqualTo("RVN000000007".getBytes());
    assertThat(reader.timestamp()).isEqualTo(NOW);
    assertThat(reader.sequence()).isEqualTo(42);
    assertThat(reader.session()).isEqualTo(NOW - 5_000);
    assertThat(reader.points()).isEqualTo(3);
    SignalCatalogue catalogue = SignalCatalogue.load();
    assertThat(reader.signal(0)).isEqualTo(catalogue.byPath("Vehicle.Speed").index());
    assertThat(reader.value(0)).isEqualTo(63.5);
    assertThat(reader.signal(2)).isEqualTo(SignalCatalogue.UNKNOWN);
    assertThat(reader.sensorId(2)).isEqualTo("Vehicle.Cabin.Lights.Front");
  }

  static Stream<Arguments> refusals() {
    String longest = "x".repeat(128);
    return Stream.of(
        Arguments.of(BatchCheck.VEHICLE_ID_EMPTY, good().setVehicleId("")),
        Arguments.of(BatchCheck.VEHICLE_ID_EMPTY, TelemetryBatch.newBuilder()),
        Arguments.of(BatchCheck.VEHICLE_ID_TOO_LONG, good().setVehicleId("v".repeat(65))),
        Arguments.of(BatchCheck.VEHICLE_ID_TOO_LONG, good().setVehicleId("é".repeat(33))),
        Arguments.of(BatchCheck.VEHICLE_ID_CONTROL_CHARACTER, good().setVehicleId("a\nb")),
        Arguments.of(BatchCheck.VEHICLE_ID_CONTROL_CHARACTER, good().setVehicleId("a\u0085é")),
        Arguments.of(BatchCheck.VEHICLE_ID_CONTROL_CHARACTER, good().setVehicleId("a\u007f")),
        Arguments.of(BatchCheck.VEHICLE_ID_CONTROL_CHARACTER, good().setVehicleId("\u0000")),
        Arguments.of(BatchCheck.NO_POINTS, good().clearPoints()),
        Arguments.of(BatchCheck.TOO_MANY_POINTS, withPoints(257)),
        Arguments.of(BatchCheck.SENSOR_ID_EMPTY, good().addPoints(point("", 1))),
        Arguments.of(BatchCheck.SENSOR_ID_TOO_LONG, good().addPoints(point(longest + "y", 1))),
        Arguments.of(BatchCheck.SENSOR_ID_CHARACTER, good().addPoints(point("a b", 1))),
        Arguments.of(BatchCheck.SENSOR_ID_CHARACTER, good().addPoints(point("é", 1))),
        Arguments.of(BatchCheck.SENSOR_TWICE, good().addPoints(point("Vehicle.Speed", 1))),
        Arguments.of(
            BatchCheck.SENSOR_TWICE, good().addPoints(point("Vehicle.Cabin.Lights.Front", 2))),
        Arguments.of(BatchCheck.VALUE_NOT_FINITE, good().addPoints(point("a", Double.NaN))),
        Arguments.of(
            BatchCheck.VALUE_NOT_FINITE, good().addPoints(point("a", Double.NEGATIVE_INFINITY))),
        Arguments.of(BatchCheck.LATITUDE_OUT_OF_RANGE, good().setPoints(1, point(LATITUDE, 90.1))),
        Arguments.of(BatchCheck.LONGITUDE_OUT_OF_RANGE, good().addPoints(point(LONGITUDE, -180.1))),
        Arguments.of(BatchCheck.TIMESTAMP_IN_FUTURE, good().setTimestamp(NOW + 300_001)),
        Arguments.of(BatchCheck.TIMESTAMP_TOO_OLD, good().setTimestamp(NOW - MAX_AGE - 1)),
        Arguments.of(BatchCheck.TIMESTAMP_TOO_OLD, good().setTimestamp(Long.MIN_VALUE)));
  }

  private static TelemetryBatch.Builder withPoints(int count) {
    TelemetryBatch.Builder batch = good().clearPoints();
    for (int i = 0; i < count; i++) {
      batch.addPoints(point("Vehicle.Cell" + i, i));
    }
    return batch;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithTheReason(BatchCheck expected, TelemetryBatch.Builder batch) {
    assertThat(check(batch.build())).isEqualTo(expected);
    assertThat(reader.describe(expected)).isNotBlank().doesNotContain("\n");
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of("64 bytes of id", good().setVehicleId("é".repeat(32))),
        Arguments.of("an id with a space and quotes", good().setVehicleId("a \"b\", c=d\\")),
        Arguments.of("256 points", withPoints(256)),
        Arguments.of("128 bytes of sensor", good().addPoints(point("x".repeat(128), 1))),
        Arguments.of("latitude 0", good().setPoints(1, point(LATITUDE, 0))),
        Arguments.of("longitude 0", good().addPoints(point(LONGITUDE, 0))),
        Arguments.of("longitude 180", good().addPoints(point(LONGITUDE, 180))),
        Arguments.of("the largest double", good().addPoints(point("a", Double.MAX_VALUE))),
        Arguments.of("5 minutes ahead", good().setTimestamp(NOW + 300_000)),
        Arguments.of("as old as allowed", good().setTimestamp(NOW - MAX_AGE)));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void acceptsWhatIsJustWithinTheLimits(String what, TelemetryBatch.Builder batch) {
    assertThat(check(batch.build())).as(what).isEqualTo(BatchCheck.ACCEPTED);
  }

  @Test
  void tellsTheValueThatIsWrong() {
    BatchCheck found = check(good().addPoints(point(LONGITUDE, -180.5)).build());
    assertThat(reader.describe(found)).contains(LONGITUDE).contains("-180.5");
    found = check(good().addPoints(point("a", 1)).addPoints(point("b c", 1)).build());
    assertThat(reader.describe(found)).contains("points[4]");
  }

  @Test
  void skipsFieldsThatItDoesNotKnow() {
    UnknownFieldSet.Field group =
        UnknownFieldSet.Field.newBuilder()
            .addGroup(
                UnknownFieldSet.newBuilder()
                    .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                    .build())
            .build();
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(100, group)
            .addField(101, UnknownFieldSet.Field.newBuilder().addFixed32(1).build())
            .addField(102, UnknownFieldSet.Field.newBuilder().addFixed64(1).build())
            .addField(
                103,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("abc"))
                    .build())
            .build();
    assertThat(check(good().setUnknownFields(unknown).build())).isEqualTo(BatchCheck.ACCEPTED);
    assertThat(reader.vehicleId()).isEqualTo("RVN000000007");
  }

  @Test
  void takesTheLastOfARepeatedScalar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    good().build().writeTo(bytes);
    CodedOutputStream more = CodedOutputStream.newInstance(bytes);
    more.writeString(TelemetryBatch.VEHICLE_ID_FIELD_NUMBER, "RVN000000008");
    more.writeInt64(TelemetryBatch.TIMESTAMP_FIELD_NUMBER, NOW + 1);
    more.flush();
    assertThat(reader.read(bytes.toByteArray())).isEqualTo(BatchCheck.ACCEPTED);
    assertThat(reader.vehicleId()).isEqualTo("RVN000000008");
    assertThat(reader.timestamp()).isEqualTo(NOW + 1);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes = good().build().toByteArray();
    bytes[5] = (byte) 0xC3;
    assertThat(reader.read(bytes)).isEqualTo(BatchCheck.MALFORMED);
  }

  /** Whatever the bytes are, the reader and the protobuf parser agree on them. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void agreesWithTheProtobufParserOnDamagedBytes(long seed) {
    Random random = new Random(seed);
    byte[] sound = good().build().toByteArray();
    int malformed = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = damage(sound, random);
      BatchCheck found = reader.read(bytes);
      try {
        TelemetryBatch parsed = TelemetryBatch.parseFrom(bytes);
        assertThat(found).as(() -> Arrays.toString(bytes)).isNotEqualTo(BatchCheck.MALFORMED);
        assertThat(reader.vehicleId()).isEqualTo(parsed.getVehicleId());
        assertThat(reader.timestamp()).isEqualTo(parsed.getTimestamp());
        assertThat(reader.sequence()).isEqualTo(parsed.getSequence());
        assertThat(reader.points()).isEqualTo(parsed.getPointsCount());
        for (int p = 0; p < reader.points(); p++) {
          assertThat(reader.sensorId(p)).isEqualTo(parsed.getPoints(p).getSensorId());
          assertThat(reader.value(p)).isEqualTo(parsed.getPoints(p).getValue());
        }
      } catch (InvalidProtocolBufferException e) {
        malformed++;
        assertThat(found).as(() -> Arrays.toString(bytes)).isEqualTo(BatchCheck.MALFORMED);
      }
    }
    assertThat(malformed).isBetween(5_000, 45_000);
  }

  private static byte[] damage(byte[] sound, Random random) {
    byte[] bytes =
        Arrays.copyOf(
            sound, sound.length - (random.nextInt(4) == 0 ? random.nextInt(sound.length) : 0));
    int flips = random.nextInt(4);
    for (int i = 0; i < flips && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
