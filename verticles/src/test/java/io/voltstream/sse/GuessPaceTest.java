package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessPaceTest {
  private static final String WHO = "192.0.2.1";
  private final GuessPace pace = new GuessPace();

  private void wrong(int times, long now) {
    for (int i = 0; i < times; i++) {
      pace.wrong(WHO, now);
    }
  }

  @Test
  void aFewMistakesAreFree() {
    wrong(GuessPace.FREE - 1, 0);

    assertThat(pace.waitMs(WHO, 0)).isZero();
  }

  @Test
  void thenEachWaitIsTwiceTheLastUpToAMinute() {
    wrong(GuessPace.FREE, 0);
    assertThat(pace.waitMs(WHO, 0)).isEqualTo(1_000);
    assertThat(pace.waitMs(WHO, 400)).isEqualTo(600);
    assertThat(pace.waitMs(WHO, 1_000)).isZero();
    wrong(1, 1_000);
    assertThat(pace.waitMs(WHO, 1_000)).isEqualTo(2_000);
    wrong(60, 3_000);
    assertThat(pace.waitMs(WHO, 3_000)).isEqualTo(GuessPace.LONGEST_WAIT_MS);
  }

  @Test
  void othersDoNotWait() {
    wrong(20, 0);

    assertThat(pace.waitMs("192.0.2.2", 0)).isZero();
  }

  @Test
  void whoWasRightBeginsAnew() {
    wrong(GuessPace.FREE - 1, 0);
    pace.right(WHO);
    wrong(1, 0);

    assertThat(pace.waitMs(WHO, 0)).isZero();
  }

  @Test
  void mistakesAreForgottenAfterAWhile() {
    wrong(20, 0);
    wrong(1, GuessPace.FORGOTTEN_MS + 1);

    assertThat(pace.waitMs(WHO, GuessPace.FORGOTTEN_MS + 1)).isZero();
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    wrong(20, 0);
    for (int i = 0; i < GuessPace.MOST_ADDRESSES; i++) {
      assertThat(pace.wrong("198.51.100." + i, 0)).isEqualTo(1);
    }

    assertThat(pace.waitMs(WHO, 0)).isZero();
    assertThat(pace.wrong("198.51.100.0", 0)).isEqualTo(2);
  }
}
