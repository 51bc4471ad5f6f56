package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Retry;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What both databases must do. Each test has a session of its own. */
abstract class TsdbContract {
  static final SignalCatalogue CATALOGUE = SignalCatalogue.load();

  final long now = System.currentTimeMillis();
  final long session = now - ThreadLocalRandom.current().nextLong(1_000_000_000L);
  private final BatchReader reader = new BatchReader(CATALOGUE);

  abstract Tsdb tsdb();

  LineBuffer render(List<byte[]> payloads) {
    LineBuffer lines = new LineBuffer();
    LineRenderer renderer = tsdb().renderer();
    for (byte[] payload : payloads) {
      assertThat(reader.read(payload)).isEqualTo(BatchCheck.ACCEPTED);
      assertThat(renderer.render(reader, payload, lines)).isEqualTo(Rendering.RENDERED);
    }
    return lines;
  }

  WriteOutcome write(byte[]... payloads) {
    LineBuffer lines = render(List.of(payloads));
    return tsdb().write(lines.bytes(), 0, lines.length());
  }

  TestBatch batch(String vehicle, long sequence) {
    return TestBatch.of(vehicle, now)
        .with("Vehicle.Speed", 50 + sequence)
        .with("Vehicle.CurrentLocation.Latitude", 37.5)
        .numbered(session, sequence);
  }

  void assertRows(long expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(tsdb().backlog()).isEqualTo(Backlog.NONE);
              assertThat(tsdb().rowsOfSession(session)).hasValue(expected);
            });
  }

  @Test
  void aBatchIsARow() {
    assertThat(write(batch("a", 1).bytes(), batch("b", 1).bytes())).isInstanceOf(Written.class);
    assertRows(2);
  }

  @Test
  void theSameBatchThreeTimesIsOneRow() {
    byte[] payload = batch("a", 1).bytes();
    assertThat(write(payload, payload)).isInstanceOf(Written.class);
    assertThat(write(payload)).isInstanceOf(Written.class);
    assertRows(1);
  }

  @Test
  void differentBatchesOfOneVehicleInOneMillisecondAreRows() {
    assertThat(write(batch("a", 1).bytes(), batch("a", 2).bytes())).isInstanceOf(Written.class);
    assertThat(write(batch("a", 3).bytes())).isInstanceOf(Written.class);
    assertRows(3);
  }

  @Test
  void aBatchOfUnknownSensorsAloneIsARowToo() {
    assertThat(
            write(
                TestBatch.of("a", now)
                    .with("Vehicle.Cabin.Unknown", 3.25)
                    .with("X.timestamp", 4)
                    .numbered(session, 1)
                    .bytes()))
        .isInstanceOf(Written.class);
    assertRows(1);
  }

  @Test
  void aWriteWithABadLineIsRefusedAndStoresNothingTwice() {
    byte[] good = batch("a", 1).bytes();
    LineBuffer lines = render(List.of(good));
    lines.text("telemetry,vin=a sequence=oops 1\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(tsdb().write(lines.bytes(), 0, lines.length())).isInstanceOf(Refused.class);
    assertThat(write(good)).isInstanceOf(Written.class);
    assertRows(1);
  }

  @Test
  void aDatabaseThatIsDownNeitherStoresNorRefuses() {
    LineBuffer lines = render(List.of(batch("a", 1).bytes()));
    Tsdb nowhere = Tsdb.open(unreachable(), CATALOGUE);
    assertThat(nowhere.write(lines.bytes(), 0, lines.length())).isInstanceOf(Retry.class);
    nowhere.close();
  }

  /** The same settings with an address at which nobody listens. */
  abstract TsdbConfig unreachable();
}
