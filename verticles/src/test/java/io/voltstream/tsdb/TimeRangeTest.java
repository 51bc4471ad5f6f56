package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voltstream.tsdb.TimeRange.Source;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeRangeTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void anHourIsReadFromRawRowsAndALongerTimeIsNot() {
    assertThat(TimeRange.of(5, 5 + HOUR, 300).source()).isEqualTo(Source.RAW);
    assertThat(TimeRange.of(5, 6 + HOUR, 300).source()).isEqualTo(Source.ROLLUP);
  }

  @Test
  void stepsAreWholeAndAtMostAsManyAsAsked() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long from = (long) (random.nextDouble() * 2e12);
      long length = 1 + (long) Math.pow(10, random.nextDouble() * 9.4);
      int steps = 10 + random.nextInt(1_991);
      TimeRange range = TimeRange.of(from, from + length, steps);
      assertThat(range.steps()).isBetween(1, steps);
      assertThat(range.from()).isLessThanOrEqualTo(from).isGreaterThan(from - range.step());
      assertThat(range.to()).isGreaterThanOrEqualTo(from + length);
      assertThat(range.end(range.steps() - 1)).isEqualTo(range.to());
      assertThat(range.index(range.to() - 1)).isEqualTo(range.steps() - 1);
      assertThat(range.index(from)).isZero();
    }
  }

  @Test
  void theLastStepMayBeCutShort() {
    TimeRange range = new TimeRange(0, 150_000, 60_000, Source.ROLLUP);
    assertThat(range.steps()).isEqualTo(3);
    assertThat(range.end(1)).isEqualTo(120_000);
    assertThat(range.end(2)).isEqualTo(150_000);
  }

  @Test
  void refusesWhatIsNoRange() {
    assertThatThrownBy(() -> new TimeRange(0, 0, 1, Source.RAW))
        .hasMessageContaining("from 0 to 0");
    assertThatThrownBy(() -> new TimeRange(-1, 0, 1, Source.RAW)).hasMessageContaining("from -1");
    assertThatThrownBy(() -> new TimeRange(5, 10, 10, Source.RAW)).hasMessageContaining("steps of");
    assertThatThrownBy(() -> new TimeRange(0, 10, 5, Source.ROLLUP)).hasMessageContaining("ROLLUP");
    assertThatThrownBy(() -> TimeRange.of(10, 5, 10)).hasMessageContaining("from 10 to 5");
  }
}
