package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AggregateTest {
  @Test
  void twoTogetherAreOneOfAllReadings() {
    Aggregate one = new Aggregate(1, 10, 10, 10);
    Aggregate nine = new Aggregate(9, 0, -4, 3);
    assertThat(one.plus(nine)).isEqualTo(new Aggregate(10, 10, -4, 10));
    assertThat(one.plus(nine).mean()).isEqualTo(1);
    assertThat(Aggregate.NONE.plus(nine)).isEqualTo(nine).isEqualTo(nine.plus(Aggregate.NONE));
  }

  @Test
  void ofNothingThereIsNoMean() {
    assertThat(Aggregate.NONE.plus(Aggregate.NONE)).isEqualTo(Aggregate.NONE);
    assertThat(Aggregate.NONE.mean()).isNaN();
  }
}
