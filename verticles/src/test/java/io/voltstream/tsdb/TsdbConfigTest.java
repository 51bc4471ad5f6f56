package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsdbConfigTest {
  private static TsdbConfig config(
      TsdbKind kind, String url, String token, String bucket, InfluxSchema schema, Duration ttl) {
    return new TsdbConfig(
        kind, url, token, "voltstream", bucket, schema, ttl, Duration.ofSeconds(10));
  }

  private static TsdbConfig questDb(String url, Duration ttl) {
    return config(TsdbKind.QUESTDB, url, "", "telemetry", InfluxSchema.WIDE, ttl);
  }

  @Test
  void neverPrintsTheToken() {
    TsdbConfig config =
        config(
            TsdbKind.INFLUXDB,
            "http://db:8086",
            "very-secret",
            "telemetry",
            InfluxSchema.NARROW,
            Duration.ofHours(24));
    assertThat(config.toString()).doesNotContain("very-secret").contains("http://db:8086");
  }

  @Test
  void influxDbNeedsAToken() {
    assertThatThrownBy(
            () ->
                config(
                    TsdbKind.INFLUXDB,
                    "http://db:8086",
                    " ",
                    "telemetry",
                    InfluxSchema.WIDE,
                    Duration.ofHours(24)))
        .hasMessageContaining("INFLUXDB_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://me:secret@db:8086",
        "localhost:8086",
        "ftp://x",
        "http://",
        "http://a b"
      })
  void refusesWhatIsNoHttpAddress(String url) {
    assertThatThrownBy(() -> questDb(url, Duration.ofHours(24)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INFLUXDB_URL is '" + url + "'");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 30, 90, -60})
  void refusesATimeToLiveThatIsNotWholeHours(long minutes) {
    assertThatThrownBy(() -> questDb("http://db:9000", Duration.ofMinutes(minutes)))
        .hasMessageContaining("RAW_TTL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b", "a\\b", "${x}", "a\nb"})
  void refusesABucketThatCouldLeaveAFluxText(String bucket) {
    assertThatThrownBy(
            () ->
                config(
                    TsdbKind.INFLUXDB,
                    "http://db:8086",
                    "t",
                    bucket,
                    InfluxSchema.WIDE,
                    Duration.ofHours(24)))
        .hasMessageContaining("INFLUXDB_BUCKET");
  }

  @Test
  void aSlashAtTheEndOfTheAddressDoesNoHarm() {
    assertThat(questDb("http://db:9000/", Duration.ofHours(24)).url()).isEqualTo("http://db:9000");
  }

  @Test
  void questDbIsAlwaysWide() {
    assertThatThrownBy(
            () ->
                config(
                    TsdbKind.QUESTDB,
                    "http://db:9000",
                    "",
                    "telemetry",
                    InfluxSchema.NARROW,
                    Duration.ofHours(24)))
        .hasMessageContaining("INFLUXDB_SCHEMA");
  }
}
