package io.voltstream.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OffsetHistoryTest {
  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void isWhatItBeganWithInTheFirstMinute() {
    OffsetHistory history = new OffsetHistory(100, 0);
    for (int second = 1; second < 60; second++) {
      history.note(100 + second, seconds(second));
    }

    assertThat(history.minuteAgo()).isEqualTo(100);
  }

  @Test
  void staysAMinuteBehindAndSomeSecondsMore() {
    OffsetHistory history = new OffsetHistory(0, 0);
    for (int second = 1; second <= 1_000; second++) {
      history.note(second * 10L, seconds(second));
      assertThat(history.minuteAgo())
          .isBetween(Math.max(0, second - 64) * 10L, Math.max(0, second - 60) * 10L);
    }
  }

  @Test
  void standsStillWhileNothingIsFinished() {
    OffsetHistory history = new OffsetHistory(0, 0);
    for (int second = 1; second <= 100; second++) {
      history.note(second, seconds(second));
    }
    long before = history.minuteAgo();
    history.note(100, seconds(10_000));

    assertThat(history.minuteAgo()).isEqualTo(before);
  }
}
