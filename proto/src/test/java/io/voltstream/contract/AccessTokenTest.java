package io.voltstream.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  private static final String SECRET = "0123456789abcdef";
  private final AccessToken token = new AccessToken(SECRET);

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer 0123456789abcdef", "bearer 0123456789abcdef", "BEARER  0123456789abcdef "})
  void admitsWhoShowsIt(String header) {
    assertThat(token.admits(header)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "0123456789abcdef",
        "Basic 0123456789abcdef",
        "Bearer 0123456789abcdeg",
        "Bearer 0123456789abcdef0",
        "Bearer 0123456789abcde",
        "Bearer 0123456789ABCDEF"
      })
  void admitsNobodyElse(String header) {
    assertThat(token.admits(header)).isFalse();
  }

  @Test
  void whatItSendsIsWhatItAdmits() {
    assertThat(token.admits(token.bearer())).isTrue();
  }

  @Test
  void aSignatureHoldsForOneTokenOnePurposeAndOneText() {
    byte[] signature = token.sign("session", "text");

    assertThat(signature).hasSize(32).isEqualTo(new AccessToken(SECRET).sign("session", "text"));
    assertThat(signature)
        .isNotEqualTo(token.sign("other", "text"))
        .isNotEqualTo(token.sign("session", "texts"))
        .isNotEqualTo(new AccessToken(SECRET + "x").sign("session", "text"));
  }

  @Test
  void isNeverPrinted() {
    assertThat(token).hasToString("********").isEqualTo(new AccessToken(SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456789abcde"})
  void oneThatIsShortIsRefusedWithTheRemedy(String secret) {
    assertThatThrownBy(() -> new AccessToken(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("VOLTSTREAM_TOKEN has " + secret.length() + " characters")
        .hasMessageContainingAll("16 to 512", "openssl rand -hex 24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret secret secret", "secret\u00e9secretsecret", "secretsecret\tsecret"})
  void oneThatNoHeaderCarriesIsRefusedAndNotShown(String secret) {
    assertThatThrownBy(() -> new AccessToken(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("VOLTSTREAM_TOKEN is (hidden)")
        .message()
        .doesNotContain(secret);
  }
}
