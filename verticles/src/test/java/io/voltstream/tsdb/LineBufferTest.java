package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {
  private final LineBuffer buffer = new LineBuffer();

  private String written(Consumer<LineBuffer> what) {
    buffer.clear();
    what.accept(buffer);
    return new String(buffer.bytes(), 0, buffer.length(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, -1, 9, 10, -10, 99, 100, 1763895906654L, Long.MAX_VALUE, Long.MIN_VALUE})
  void writesALongAsJavaDoes(long value) {
    assertThat(written(b -> b.number(value))).isEqualTo(Long.toString(value));
  }

  @Test
  void writesAnyLongAsJavaDoes() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      assertThat(written(b -> b.number(value))).isEqualTo(Long.toString(value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, -0",
    "50.0, 50",
    "37.7749, 37.7749",
    "-122.4194155, -122.4194155",
    "0.000000001, 0.000000001",
    "58.05, 58.05",
    "8999999.5, 8999999.5",
    "4294967295.125, 4294967295.125",
    "-500000, -500000"
  })
  void writesFewDecimalsPlainly(double value, String text) {
    assertThat(written(b -> b.number(value))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0.1 + 0.2,
        1.0 / 3,
        9e6,
        9e12,
        9007199254740993.0,
        1e-10,
        Math.PI * 1e20
      })
  void writesEveryDoubleSoThatItReadsTheSame(double value) {
    assertReadsTheSame(value);
  }

  @Test
  void anyBitPatternReadsTheSame() {
    Random random = new Random(2);
    for (int i = 0; i < 300_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertReadsTheSame(value);
      }
    }
  }

  @Test
  void anyDecimalReadsTheSame() {
    Random random = new Random(3);
    for (int i = 0; i < 300_000; i++) {
      long units = random.nextLong() >> (random.nextInt(62) + 1);
      assertReadsTheSame(BigDecimal.valueOf(units, random.nextInt(13)).doubleValue());
    }
  }

  @Test
  void neighboursOfDecimalsReadTheSame() {
    Random random = new Random(4);
    for (int i = 0; i < 300_000; i++) {
      double decimal =
          BigDecimal.valueOf(random.nextInt(), random.nextInt(10)).doubleValue()
              * (random.nextBoolean() ? 1 : 4096);
      assertReadsTheSame(Math.nextUp(decimal));
      assertReadsTheSame(Math.nextDown(decimal));
    }
  }

  private void assertReadsTheSame(double value) {
    String text = written(b -> b.number(value));
    if (Double.doubleToRawLongBits(Double.parseDouble(text)) != Double.doubleToRawLongBits(value)) {
      throw new AssertionError(value + " was written as " + text);
    }
  }

  @Test
  void growsAndKeepsWhatItHas() {
    byte[] part = "0123456789".getBytes(UTF_8);
    String text =
        written(
            b -> {
              for (int i = 0; i < 20_000; i++) {
                b.text(part);
              }
            });
    assertThat(text).hasSize(200_000).isEqualTo("0123456789".repeat(20_000));
  }

  @Test
  void escapesWhatEndsATag() {
    byte[] id = "a,b c=d\\é".getBytes(UTF_8);
    assertThat(written(b -> b.tag(id, 0, id.length, true))).isEqualTo("a\\,b\\ c\\=d\\\\é");
    assertThat(written(b -> b.tag(id, 0, id.length, false))).isEqualTo("a\\,b\\ c\\=d\\é");
  }
}
