package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 6, 0",
    "-0.0, 6, 0",
    "1, 2, 1",
    "36.25, 2, 36.25",
    "36.2, 2, 36.2",
    "-122.4194155, 6, -122.419416",
    "0.05, 2, 0.05",
    "-0.004, 2, 0",
    "99.999, 2, 100",
    "1000000.5, 6, 1000000.5",
    "1.0E300, 2, 1.0E300"
  })
  void roundsToDigits(double value, int digits, String text) {
    assertThat(new SseText().decimal(value, digits)).hasToString(text);
  }

  @Test
  void isJsonForAnyNumberAndText() {
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(15));
      String text =
          random
              .ints(8, 0, 0x250)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      SseText json = new SseText().raw("[").decimal(value, 6).raw(",").quoted(text).raw("]");
      JsonArray read = new JsonArray(json.toString());
      assertThat(read.getDouble(0))
          .isCloseTo(value, org.assertj.core.data.Offset.offset(6e-7 + Math.abs(value) * 1e-12));
      assertThat(read.getString(1)).isEqualTo(text);
    }
  }
}
