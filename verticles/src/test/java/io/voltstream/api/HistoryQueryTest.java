package io.voltstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voltstream.tsdb.TimeRange;
import io.voltstream.tsdb.TimeRange.Source;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryQueryTest {
  private static final long NOW = Instant.parse("2026-11-24T18:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  private static TimeRange range(String from, String to, String points) {
    return HistoryQuery.of("a", from, to, points, NOW).range();
  }

  @Test
  void isTheLastHourUnlessToldOtherwise() {
    assertThat(range(null, null, null))
        .isEqualTo(new TimeRange(NOW - HOUR, NOW, 15_000, Source.RAW));
  }

  @Test
  void takesMillisecondsAndIsoTimes() {
    TimeRange expected = new TimeRange(NOW - 6 * HOUR, NOW, 120_000, Source.ROLLUP);
    assertThat(range("" + (NOW - 6 * HOUR), "" + NOW, null)).isEqualTo(expected);
    assertThat(range("2026-11-24T12:00:00Z", "2026-11-24T19:00:00+01:00", null))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "soon,,,from is 'soon'",
    ",2026-13-01T00:00:00Z,,to is '2026-13-01T00:00:00Z'",
    "1795543200000,1795543200000,,before to",
    "-5,,,from is '-5'",
    "0,,,at most 31 days",
    ",,9,points is '9'",
    ",,2001,points is '2001'",
    ",,many,points is 'many'",
    ",,1e3,points is '1e3'"
  })
  void refusesWhatMakesNoSense(String from, String to, String points, String message) {
    assertThatThrownBy(() -> range(from, to, points))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u0000", "ééééééééééééééééééééééééééééééééé"})
  void refusesWhatNoVehicleIsCalled(String vin) {
    assertThatThrownBy(() -> HistoryQuery.of(vin, null, null, null, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
