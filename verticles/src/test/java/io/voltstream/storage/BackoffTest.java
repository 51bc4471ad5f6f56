package io.voltstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 50",
    "1, 1, 100",
    "2, 1, 200",
    "4, 0.5, 600",
    "7, 1, 5000",
    "1000000, 1, 5000"
  })
  void doublesUpToACap(int attempt, double spread, long millis) {
    assertThat(Backoff.delay(attempt, spread, Duration.ZERO)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void neverWaitsLessThanItWasAskedTo() {
    assertThat(Backoff.delay(1, 0, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
  }
}
