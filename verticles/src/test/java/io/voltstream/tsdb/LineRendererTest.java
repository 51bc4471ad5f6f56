package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineRendererTest {
  private static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  private static final long TIME = 1_763_895_906_654L;

  private final BatchReader reader = new BatchReader(CATALOGUE);
  private final LineBuffer out = new LineBuffer();

  private Rendering render(LineDialect dialect, byte[] payload) {
    assertThat(reader.read(payload)).isEqualTo(BatchCheck.ACCEPTED);
    return new LineRenderer(dialect, CATALOGUE).render(reader, payload, out);
  }

  private String lines() {
    return new String(out.bytes(), 0, out.length(), UTF_8);
  }

  private static byte[] mixed() {
    return TestBatch.of("RVN 1", TIME)
        .with("Vehicle.Speed", 48.5)
        .with("Vehicle.Cabin.Fan", 3)
        .with("Vehicle.CurrentLocation.Latitude", 37.7749)
        .numbered(TIME - 5, 7)
        .bytes();
  }

  private static long hash(byte[] payload) {
    return Hashing.xxh3_64().hashBytesToLong(payload);
  }

  @Test
  void questDbGetsOneRowPerBatchAndOneForEachUnknownSensor() {
    byte[] payload = mixed();
    assertThat(render(LineDialect.QUESTDB, payload)).isEqualTo(Rendering.RENDERED);
    long batch = hash(payload);
    assertThat(lines())
        .isEqualTo(
            ("telemetry,vin=RVN\\ 1 batch=%di,sequence=7i,session=1763895906649i,speed=48.5,"
                    + "lat=37.7749 1763895906654\n"
                    + "telemetry_other,vin=RVN\\ 1,sensor_id=Vehicle.Cabin.Fan batch=%di,value=3"
                    + " 1763895906654\n")
                .formatted(batch, batch));
  }

  @Test
  void influxDbGetsTheHashInTheNanoseconds() {
    byte[] payload = mixed();
    render(LineDialect.INFLUX_WIDE, payload);
    long nanos = TIME * 1_000_000 + Math.floorMod(hash(payload), 1_000_000L);
    assertThat(lines())
        .isEqualTo(
            ("telemetry,vin=RVN\\ 1 sequence=7i,session=1763895906649i,speed=48.5,lat=37.7749 %d\n"
                    + "telemetry_other,vin=RVN\\ 1,sensor_id=Vehicle.Cabin.Fan value=3 %d\n")
                .formatted(nanos, nanos));
  }

  @Test
  void narrowIsTheOriginalsRowPerSignal() {
    byte[] payload = mixed();
    render(LineDialect.INFLUX_NARROW, payload);
    long nanos = TIME * 1_000_000 + Math.floorMod(hash(payload), 1_000_000L);
    assertThat(lines().lines())
        .containsExactly(
            "telemetry,vin=RVN\\ 1,sensor_id=Vehicle.Speed value=48.5 " + nanos,
            "telemetry,vin=RVN\\ 1,sensor_id=Vehicle.Cabin.Fan value=3 " + nanos,
            "telemetry,vin=RVN\\ 1,sensor_id=Vehicle.CurrentLocation.Latitude value=37.7749 "
                + nanos);
  }

  @ParameterizedTest
  @EnumSource(LineDialect.class)
  void countsTheLinesThatItWrites(LineDialect dialect) {
    render(dialect, mixed());
    assertThat(new LineRenderer(dialect, CATALOGUE).lines(reader))
        .isEqualTo(lines().lines().count());
  }

  @Test
  void aSequenceBeyondTheSignedRangeKeepsItsBits() {
    render(
        LineDialect.QUESTDB,
        TestBatch.of("v", TIME).with("Vehicle.Speed", 1).numbered(1, -1L).bytes());
    assertThat(lines()).contains(",sequence=-1i,");
  }

  @ParameterizedTest
  @EnumSource(LineDialect.class)
  void refusesATimeThatNoDatabaseHolds(LineDialect dialect) {
    for (long time : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 253_402_300_800_000L}) {
      byte[] payload = TestBatch.of("v", time).with("Vehicle.Speed", 1).bytes();
      assertThat(render(dialect, payload)).isEqualTo(Rendering.TIMESTAMP_NOT_STORABLE);
    }
    assertThat(out.length()).isZero();
  }

  @Test
  void nanosecondsNeverOverflow() {
    long last = Long.MAX_VALUE / 1_000_000 - 1;
    byte[] payload = TestBatch.of("v", last).with("Vehicle.Speed", 1).bytes();
    assertThat(render(LineDialect.INFLUX_WIDE, payload)).isEqualTo(Rendering.RENDERED);
    assertThat(lines()).contains(" " + last);
    byte[] beyond = TestBatch.of("v", last + 1).with("Vehicle.Speed", 1).bytes();
    assertThat(render(LineDialect.INFLUX_WIDE, beyond)).isEqualTo(Rendering.TIMESTAMP_NOT_STORABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\\,b", "a\\ b", "a\\=b", "\\"})
  void refusesAnIdThatInfluxDbCannotWrite(String vehicle) {
    byte[] payload = TestBatch.of(vehicle, TIME).with("Vehicle.Speed", 1).bytes();
    assertThat(render(LineDialect.INFLUX_WIDE, payload))
        .isEqualTo(Rendering.VEHICLE_ID_NOT_STORABLE);
    assertThat(out.length()).isZero();
    assertThat(render(LineDialect.QUESTDB, payload)).isEqualTo(Rendering.RENDERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\b", "\\\\a", "a\\\"", "\\é"})
  void leavesOtherBackslashesAloneForInfluxDb(String vehicle) {
    byte[] payload = TestBatch.of(vehicle, TIME).with("Vehicle.Speed", 1).bytes();
    assertThat(render(LineDialect.INFLUX_WIDE, payload)).isEqualTo(Rendering.RENDERED);
    assertThat(lines()).startsWith("telemetry,vin=" + vehicle + " ");
  }
}
