package io.voltstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallClockTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final StallClock clock = new StallClock();

  @Test
  void endsAStreamWhoseAcksWereUnreadForHalfAMinute() {
    assertThat(clock.acksUnread(true, 0)).isFalse();
    assertThat(clock.acksUnread(true, 30 * SECOND)).isFalse();
    assertThat(clock.acksUnread(true, 30 * SECOND + 1)).isTrue();
  }

  @Test
  void forgivesAReaderThatIsSlowButReads() {
    assertThat(clock.acksUnread(true, 0)).isFalse();
    clock.acksRead();
    assertThat(clock.acksUnread(true, 20 * SECOND)).isFalse();
    assertThat(clock.acksUnread(true, 45 * SECOND)).isFalse();
    assertThat(clock.acksUnread(false, 60 * SECOND)).isFalse();
    assertThat(clock.acksUnread(true, 80 * SECOND)).isFalse();
  }

  @Test
  void endsAStreamWhoseMessageDoesNotEnd() {
    assertThat(clock.midMessage(true, 100, SECOND)).isFalse();
    assertThat(clock.midMessage(true, 100, 2 * SECOND)).isFalse();
    assertThat(clock.midMessage(true, 100, 33 * SECOND)).isTrue();
  }

  @Test
  void startsAnewWithEveryMessageThatEnded() {
    for (int second = 0; second < 120; second++) {
      assertThat(clock.midMessage(true, 100 + second / 20, second * SECOND)).isFalse();
    }
  }
}
