package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.AccessToken;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {
  private static final String SECRET = "0123456789abcdef";
  private static final long NOW = 1_800_000_000_000L;
  private final SessionToken sessions = sessions(SECRET);
  private final String session = sessions.issue(NOW);

  private static SessionToken sessions(String secret) {
    return new SessionToken(new AccessToken(secret), Duration.ofMinutes(10));
  }

  @Test
  void holdsUntilItsEndOnEveryNodeOfTheSameToken() {
    assertThat(sessions(SECRET).endOf(session, NOW)).isEqualTo(OptionalLong.of(NOW + 600_000));
    assertThat(sessions.endOf(session, NOW + 599_999)).isPresent();
    assertThat(sessions.endOf(session, NOW + 600_000)).isEmpty();
  }

  @Test
  void endsWhenTheTokenChanges() {
    assertThat(sessions(SECRET + "x").endOf(session, NOW)).isEmpty();
  }

  @Test
  void itsEndCannotBeMoved() {
    String later = session.replaceFirst("\\d+", Long.toString(NOW + 900_000));

    assertThat(sessions.endOf(later, NOW)).isEmpty();
  }

  @Test
  void doesNotHoldTheToken() {
    assertThat(session).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1800000600000",
        "1800000600000.",
        "9999999999999999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1800000600000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "-1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void nothingElseIsASession(String text) {
    assertThat(sessions.endOf(text, NOW)).isEmpty();
  }
}
