package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatorMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SimulatorMetrics metrics = new SimulatorMetrics(registry);

  @Test
  void everyBatchThatWasMadeIsSomewhere() {
    for (int i = 0; i < 10; i++) {
      metrics.made();
    }
    for (int i = 0; i < 9; i++) {
      metrics.written(true);
    }
    metrics.written(false);
    metrics.acked(1);
    metrics.rejected();
    metrics.dropped();
    SimulatorTotals totals = metrics.totals();
    assertThat(totals.sent()).isEqualTo(9);
    assertThat(totals.resent()).isEqualTo(1);
    assertThat(totals.acked() + totals.rejected() + totals.dropped() + totals.unacknowledged())
        .isEqualTo(10);
    assertThat(registry.get("voltstream.simulator.batches.sent").functionCounter().count())
        .isEqualTo(9);
  }

  @Test
  void percentilesAreOfAllAcks() {
    for (int ms = 1; ms <= 1_000; ms++) {
      metrics.acked(TimeUnit.MILLISECONDS.toNanos(ms));
    }
    SimulatorTotals totals = metrics.totals();
    assertThat(totals.ackP50Ms()).isCloseTo(500, withinPercentage(1));
    assertThat(totals.ackP99Ms()).isCloseTo(990, withinPercentage(1));
    assertThat(totals.ackP999Ms()).isCloseTo(999, withinPercentage(1));
  }

  @Test
  void percentilesLeaveOutTheStart() {
    metrics.acked(TimeUnit.SECONDS.toNanos(5));
    metrics.fleetUp();
    metrics.acked(TimeUnit.MILLISECONDS.toNanos(2));
    SimulatorTotals totals = metrics.totals();
    assertThat(totals.acked()).isEqualTo(2);
    assertThat(totals.ackP999Ms()).isCloseTo(2, withinPercentage(1));
  }
}
