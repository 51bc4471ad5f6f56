package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.launcher.PromQl.Selector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void findsSeriesInFunctionsAndAggregations() {
    PromQl read =
        PromQl.of(
            "histogram_quantile(0.99, sum by (le, role) (rate(a_bucket{x=\"1\"}[5m]))) > 0.25");

    assertThat(read.selectors()).containsExactly(new Selector("a_bucket", Map.of("x", "=1")));
    assertThat(read.grouping()).containsExactly("le", "role");
  }

  @Test
  void findsSeriesOnBothSidesOfAnOperator() {
    PromQl read =
        PromQl.of("a / on (instance) group_left b > 1e-9 and c{d!~\"e|{f}\",} unless x:y:z");

    assertThat(read.selectors())
        .containsExactly(
            new Selector("a", Map.of()),
            new Selector("b", Map.of()),
            new Selector("c", Map.of("d", "!~e|{f}")),
            new Selector("x:y:z", Map.of()));
    assertThat(read.grouping()).containsExactly("instance");
  }

  @Test
  void isNotMisledByTextNumbersAndDurations() {
    PromQl read =
        PromQl.of("count(count by (v) (a{b=\"sum(c) \\\"d\\\"\"} offset 5m)) or vector(0)");

    assertThat(read.selectors())
        .containsExactly(new Selector("a", Map.of("b", "=sum(c) \\\"d\\\"")));
  }
}
