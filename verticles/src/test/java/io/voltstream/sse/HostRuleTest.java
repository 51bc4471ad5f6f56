package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRuleTest {
  private final HostRule rule = new HostRule(List.of("Map.Example.org", "fe80::7"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:3000",
        "127.0.0.1:80",
        "127.1.2.3",
        "[::1]:3000",
        "192.168.1.5:3000",
        "map.example.ORG:8443",
        "[fe80::7]:3000",
        "[FE80:0:0:0:0:0:0:7]",
        "[::ffff:192.168.1.5]:3000"
      })
  void isOurs(String host) {
    assertThat(rule.admits(host, "192.168.1.5")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "127.evil.example",
        "localhost.evil.example:3000",
        "evil.example:80:localhost",
        "localhost:80:evil",
        "192.168.1.6",
        "x@localhost",
        "[::1",
        "[fe80::8]",
        ":3000"
      })
  void isNotOurs(String host) {
    assertThat(rule.admits(host, "192.168.1.5")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "[2001:db8::5]:3000, 2001:db8:0:0:0:0:0:5, true",
    "[2001:DB8:0:0::5], 2001:db8:0:0:0:0:0:5%2, true",
    "[fe80::1%25eth0]:3000, fe80:0:0:0:0:0:0:1%eth0, true",
    "192.168.1.5, 0:0:0:0:0:ffff:c0a8:105, true",
    "[2001:db8::6]:3000, 2001:db8:0:0:0:0:0:5, false",
    "2001:db8::5, 2001:db8:0:0:0:0:0:5, false",
    "evil.example, , false"
  })
  void anAddressOfThisMachineIsOursHoweverItIsWritten(String host, String local, boolean ours) {
    assertThat(rule.admits(host, local)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, localhost:3000, true",
    "https://map.example.org, map.example.org, true",
    "http://localhost:3001, localhost:3000, false",
    "http://evil.example, localhost:3000, false",
    "null, localhost:3000, false",
    "file://, localhost:3000, false",
    ", localhost:3000, true"
  })
  void onlyPagesOfOurOwnMayRead(String origin, String host, boolean own) {
    assertThat(HostRule.isOwnOrigin(origin, host)).isEqualTo(own);
  }
}
