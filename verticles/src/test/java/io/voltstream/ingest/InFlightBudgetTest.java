package io.voltstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class InFlightBudgetTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InFlightBudget budget = new InFlightBudget(100, new IngestMetrics(registry));

  @Test
  void stopsOnceAtTheHighMarkAndGoesOnOnceAtHalfOfIt() {
    assertThat(budget.take(99)).isFalse();
    assertThat(budget.take(1)).isTrue();
    assertThat(budget.isExhausted()).isTrue();
    assertThat(budget.take(20)).isFalse();

    assertThat(budget.giveBack(69)).isFalse();
    assertThat(budget.isExhausted()).isTrue();
    assertThat(budget.giveBack(1)).isTrue();
    assertThat(budget.isExhausted()).isFalse();
    assertThat(budget.giveBack(50)).isFalse();
    assertThat(registry.get("voltstream.ingest.in.flight").gauge().value()).isZero();
  }
}
