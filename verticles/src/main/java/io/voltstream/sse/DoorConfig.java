package io.voltstream.sse;

import io.voltstream.contract.AccessToken;
import java.time.Duration;

/**
 * Who may ask over HTTP: programs that show the token, browsers in which it was typed.
 *
 * @param token what opens the door
 * @param sessionTtl how long a browser stays logged in
 */
public record DoorConfig(AccessToken token, Duration sessionTtl) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public DoorConfig {
    if (sessionTtl.toSeconds() < 10 || sessionTtl.toDays() > 365) {
      throw new IllegalArgumentException(
          "SESSION_TTL is '" + sessionTtl + "', it must be 10 s to 365 d");
    }
  }
}
