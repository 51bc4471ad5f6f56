package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRateTest {
  private final EventRate rate = new EventRate();

  @Test
  void saysWhatComesPerSecondWhereverTheFramesLie() {
    for (int i = 0; i <= 50; i++) {
      rate.add(i * 200L + i % 3, 2_000);
    }
    assertThat(rate.perSecond(10_150)).isBetween(9_950L, 10_050L);
  }

  @Test
  void fallsToNothingWhenNothingComes() {
    assertThat(rate.perSecond(0)).isZero();
    for (int i = 0; i <= 25; i++) {
      rate.add(i * 200L, 100);
    }
    assertThat(rate.perSecond(5_000)).isEqualTo(500);
    assertThat(rate.perSecond(7_500)).isLessThan(300);
    assertThat(rate.perSecond(10_001)).isZero();
  }
}
