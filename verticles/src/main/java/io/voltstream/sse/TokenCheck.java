package io.voltstream.sse;

import io.voltstream.contract.AccessToken;
import io.voltstream.sse.LiveMetrics.Refused;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at tokens that are shown, no faster than is good; counts those that are wrong. */
final class TokenCheck {
  /** What a look at a token says. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** It was not looked at: this address has been wrong too often of late. */
    TOO_SOON
  }

  private static final Logger log = LoggerFactory.getLogger(TokenCheck.class);

  private final AccessToken token;
  private final LiveMetrics metrics;
  private final GuessPace pace = new GuessPace();

  TokenCheck(AccessToken token, LiveMetrics metrics) {
    this.token = token;
    this.metrics = metrics;
  }

  /** Looks at a token that was typed. */
  Verdict typed(String shown, String address, long now) {
    return look(token.matches(shown), address, now);
  }

  /** Looks at an {@code authorization} header. */
  Verdict sent(String authorization, String address, long now) {
    return look(token.admits(authorization), address, now);
  }

  /** Seconds that an address has to wait. */
  long waitSeconds(String address, long now) {
    return TimeUnit.MILLISECONDS.toSeconds(pace.waitMs(address, now) + 999);
  }

  private Verdict look(boolean right, String address, long now) {
    if (pace.waitMs(address, now) > 0) {
      metrics.refused(Refused.TOO_MANY_WRONG);
      return Verdict.TOO_SOON;
    }
    if (right) {
      pace.right(address);
      return Verdict.RIGHT;
    }
    metrics.refused(Refused.WRONG_TOKEN);
    if (pace.wrong(address, now) == GuessPace.FREE) {
      log.warn("{} has shown {} wrong tokens in a row, it is slowed", address, GuessPace.FREE);
    }
    return Verdict.WRONG;
  }
}
