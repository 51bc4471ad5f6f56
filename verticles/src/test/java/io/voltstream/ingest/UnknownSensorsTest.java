package io.voltstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.contract.TelemetryBatch;
import org.junit.jupiter.api.Test;

class UnknownSensorsTest {
  private final UnknownSensors sensors = new UnknownSensors(3);
  private final BatchReader reader = new BatchReader(SignalCatalogue.load());

  private boolean admit(String... ids) {
    TelemetryBatch.Builder batch = Batches.good("v", 1);
    for (String id : ids) {
      batch.addPoints(Batches.point(id, 1));
    }
    reader.read(batch.build().toByteArray());
    return sensors.admit(reader);
  }

  @Test
  void admitsUpToItsLimitAndKnowsThemAgain() {
    assertThat(admit()).isTrue();
    assertThat(admit("a", "b")).isTrue();
    assertThat(admit("b", "c")).isTrue();
    assertThat(admit("d")).isFalse();
    assertThat(admit("a", "b", "c")).isTrue();
    assertThat(sensors.count()).isEqualTo(3);
  }

  @Test
  void aRefusedBatchUsesNothingUp() {
    assertThat(admit("a", "b", "c", "d")).isFalse();
    assertThat(sensors.count()).isZero();
    assertThat(admit("x", "y", "z")).isTrue();
  }
}
