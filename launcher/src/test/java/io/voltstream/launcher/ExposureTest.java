package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {
  private static final String SECRET = "0123456789abcdef";

  private static Settings bound(String address, String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("BIND_ADDRESS", address));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return Settings.of(environment, Map.of());
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void noRoleListensBeyondThisMachineUnasked(Role role) {
    assertThatThrownBy(() -> Configs.check(EnumSet.of(role), bound("0.0.0.0")))
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.OPEN_DOOR))
        .hasMessageContainingAll(
            "'0.0.0.0'", "VOLTSTREAM_TOKEN", "openssl rand -hex 24", "--insecure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost"})
  void onLoopbackNobodyIsAsked(String address) {
    assertThatCode(() -> Exposure.check(bound(address))).doesNotThrowAnyException();
  }

  @Test
  void aTokenOrSayingSoOpens() {
    assertThatCode(() -> Exposure.check(bound("0.0.0.0", "VOLTSTREAM_TOKEN", SECRET)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Exposure.check(bound("0.0.0.0", "VOLTSTREAM_INSECURE", "true")))
        .doesNotThrowAnyException();
  }

  @Test
  void backendsThatAskNobodyStayOnLoopbackUntilSomebodySaysSo() {
    Settings asked = bound("0.0.0.0", "VOLTSTREAM_TOKEN", SECRET);
    assertThat(Configs.kafka(asked).host()).isEqualTo("127.0.0.1");
    assertThat(Configs.questDb(asked).host()).isEqualTo("127.0.0.1");
    assertThat(Configs.sse(asked).host()).isEqualTo("0.0.0.0");

    Settings open = bound("0.0.0.0", "VOLTSTREAM_TOKEN", SECRET, "VOLTSTREAM_INSECURE", "true");
    assertThat(Configs.kafka(open).host()).isEqualTo("0.0.0.0");
    assertThat(Configs.questDb(open).host()).isEqualTo("0.0.0.0");
  }

  @Test
  void aKafkaThatNobodyReachesIsNotAdvertised() {
    Settings settings =
        bound("0.0.0.0", "VOLTSTREAM_TOKEN", SECRET, "KAFKA_ADVERTISED_HOST", "broker");

    assertThatThrownBy(() -> Configs.kafka(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("KAFKA_ADVERTISED_HOST is 'broker'", "--insecure");
  }

  @Test
  void aTokenThatCouldBeGuessedIsRefusedAndNotShown() {
    assertThatThrownBy(
            () ->
                Configs.check(
                    EnumSet.of(Role.SSE), bound("127.0.0.1", "VOLTSTREAM_TOKEN", "hunter2")))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExitCode.BAD_SETTING))
        .hasMessageContainingAll("VOLTSTREAM_TOKEN has 7 characters", "openssl", "environment")
        .message()
        .doesNotContain("hunter2");
  }
}
