package io.voltstream.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;

/** The name of an episode, the same whenever and wherever it is computed. */
final class AlertId {
  private AlertId() {}

  /**
   * XXH3-64 of rule, vehicle, signal and begin, joined by line feeds, which none of them contains.
   *
   * @return 16 hex digits
   */
  static String of(String rule, String vehicleId, String signal, long raisedAt) {
    String episode = rule + '\n' + vehicleId + '\n' + signal + '\n' + raisedAt;
    long hash = Hashing.xxh3_64().hashBytesToLong(episode.getBytes(UTF_8));
    return HexFormat.of().toHexDigits(hash);
  }
}
