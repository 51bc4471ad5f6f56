package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "60s,PT1M", "10m,PT10M", "24h,PT24H", "7d,PT168H", "0s,PT0S"})
  void readsDurations(String text, Duration duration) {
    assertThat(Quantity.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "60", "s", "-1s", "1.5s", "1 week", "1M", "s60", "1s1s"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Quantity.duration(text)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"1048576,1048576", "512MiB,536870912", "5GiB,5368709120", "1 KiB,1024", "7B,7"})
  void readsSizes(String text, long bytes) {
    assertThat(Quantity.bytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GiB", "5GB", "-1", "5gib", "1e9"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Quantity.bytes(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Quantity.bytes("999999999TiB"))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Quantity.duration("999999999999999999d"))
        .isInstanceOf(ArithmeticException.class);
  }
}
