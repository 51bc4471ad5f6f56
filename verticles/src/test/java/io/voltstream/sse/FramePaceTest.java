package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FramePaceTest {
  private final FramePace pace = new FramePace(-5_000);

  @Test
  void anUnevenSourceOfTheSamePaceIsNotDelayed() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      long now = i * 200L + random.nextInt(90);
      assertThat(pace.waitFrom(now)).isNotPositive();
      pace.goes(now);
    }
  }

  @Test
  void aFasterSourceIsHeldToFiveASecond() {
    int frames = 0;
    for (long now = 0; now < 10_000; now += 10) {
      if (pace.waitFrom(now) <= 0) {
        pace.goes(now);
        frames++;
      }
    }
    assertThat(frames).isBetween(50, 51);
  }

  @Test
  void aSilenceDoesNotSaveUpFrames() {
    pace.goes(0);
    pace.goes(60_000);
    assertThat(pace.waitFrom(60_000)).isEqualTo(100);
    pace.goes(60_100);
    assertThat(pace.waitFrom(60_100)).isEqualTo(200);
  }
}
