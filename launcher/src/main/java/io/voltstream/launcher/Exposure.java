package io.voltstream.launcher;

import io.voltstream.contract.AccessToken;
import java.util.Optional;

/** Who can reach this process, and whether he is asked for a token. */
final class Exposure {
  private static final String LOOPBACK = "127.0.0.1";

  private Exposure() {}

  /**
   * What whoever connects has to show; empty: nothing.
   *
   * @throws IllegalArgumentException when the token is too easy to guess
   */
  static Optional<AccessToken> token(Settings settings) {
    String secret = settings.text(Setting.VOLTSTREAM_TOKEN);
    return secret.isEmpty() ? Optional.empty() : Optional.of(new AccessToken(secret));
  }

  /**
   * @throws StartFailure when others could reach it and nobody said that they may
   */
  static void check(Settings settings) {
    if (isOpenToOthers(settings) && token(settings).isEmpty() && !isInsecure(settings)) {
      throw new StartFailure(
          ExitCode.OPEN_DOOR,
          "BIND_ADDRESS is '%s', which others can reach, and nobody would be asked for a token:"
                  .formatted(settings.text(Setting.BIND_ADDRESS))
              + " set VOLTSTREAM_TOKEN (make one with: openssl rand -hex 24), or say --insecure");
    }
  }

  /** Whether anybody but this machine can connect. */
  static boolean isOpenToOthers(Settings settings) {
    return !BindAddress.isLoopback(BindAddress.of(settings));
  }

  private static boolean isInsecure(Settings settings) {
    return settings.flag(Setting.VOLTSTREAM_INSECURE);
  }

  /** Where the embedded Kafka and QuestDB listen: they ask nobody for a token. */
  static String backendAddress(Settings settings) {
    return isOpenToOthers(settings) && !isInsecure(settings) ? LOOPBACK : BindAddress.of(settings);
  }

  /**
   * Under which host clients reach the embedded Kafka.
   *
   * @throws IllegalArgumentException when it is to be reached from where nobody can
   */
  static String advertisedKafka(Settings settings) {
    String advertised = settings.text(Setting.KAFKA_ADVERTISED_HOST);
    if (advertised.isEmpty()) {
      return BindAddress.reachable(backendAddress(settings));
    }
    if (isOpenToOthers(settings) && !isInsecure(settings)) {
      throw new IllegalArgumentException(
          "KAFKA_ADVERTISED_HOST is '%s', it must be unset while the embedded Kafka is on loopback only;"
                  .formatted(advertised)
              + " --insecure lets it listen on BIND_ADDRESS, where it asks nobody for a login");
    }
    return advertised;
  }
}
