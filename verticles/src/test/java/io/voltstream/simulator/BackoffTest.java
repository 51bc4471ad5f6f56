package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesUpToALimitAndIsNeverLongerNorShorterThanHalf() {
    Backoff backoff = new Backoff(new SplittableRandom(1));
    for (long limit : new long[] {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000}) {
      assertThat(backoff.nextMs()).isBetween(limit / 2, limit);
    }
    backoff.reset();
    assertThat(backoff.nextMs()).isBetween(50L, 100L);
  }

  @Test
  void thoseWhoFailedTogetherDoNotComeBackTogether() {
    SplittableRandom random = new SplittableRandom(1);
    long distinct =
        LongStream.generate(() -> new Backoff(random.split()).nextMs())
            .limit(100)
            .distinct()
            .count();
    assertThat(distinct).isGreaterThan(20);
  }
}
