package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voltstream.api.MapTiles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseConfigTest {
  private static SseConfig config(int port, String group, Duration ttl, String host) {
    return new SseConfig(
        "127.0.0.1", port, group, ttl, List.of(host), Optional.empty(), "1", Optional.empty());
  }

  @Test
  void refusesBadValuesAndSaysWhich() {
    Duration ttl = Duration.ofSeconds(5);
    assertThatThrownBy(() -> config(70_000, "g", ttl, "h"))
        .hasMessage("HTTP_PORT is '70000', it must be 0 to 65535");
    assertThatThrownBy(() -> config(0, "a b", ttl, "h"))
        .hasMessageContaining("LIVE_GROUP is 'a b'");
    assertThatThrownBy(() -> config(0, "g", Duration.ZERO, "h"))
        .hasMessageContaining("VEHICLE_TTL");
    assertThatThrownBy(() -> config(0, "g", ttl, "http://h"))
        .hasMessageContaining("HTTP_ALLOWED_HOSTS is 'http://h'");
  }

  @ParameterizedTest
  @CsvSource({
    "https://tile.example.org/{z}/{x}/{y}.png, https://tile.example.org",
    "https://{s}.tile.example.org/{z}/{x}/{y}.png?key=1, https://*.tile.example.org",
    "http://10.0.0.1:8080/t/{z}/{x}/{y}, http://10.0.0.1:8080"
  })
  void knowsWhereTilesComeFrom(String url, String origin) {
    assertThat(new MapTiles(url, "someone").origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tiles/{z}/{x}/{y}.png",
        "https://tile.example.org/{z}/{x}.png",
        "https://a.{s}.example.org/{z}/{x}/{y}.png",
        "https://tile.example.org; script-src */{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}"
      })
  void refusesTilesThatCouldBendThePolicy(String url) {
    assertThatThrownBy(() -> new MapTiles(url, "someone"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MAP_TILES_URL is '" + url + "'");
  }

  @Test
  void tilesNeedAnAttribution() {
    assertThatThrownBy(() -> new MapTiles("https://t.example/{z}/{x}/{y}", " "))
        .hasMessageContaining("MAP_TILES_ATTRIBUTION");
  }
}
