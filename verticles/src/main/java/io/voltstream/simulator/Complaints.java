package io.voltstream.simulator;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Keeps a failure that thousands of streams meet at once from filling the log. */
final class Complaints {
  private static final int FIRST = 3;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private int spoken;
  private long untold;
  private long windowStart;

  Complaints(Logger log) {
    this.log = log;
  }

  /** Logs the first few lines of each ten seconds and the number of those that it kept back. */
  void say(String line, long nowNanos) {
    if (spoken > 0 && nowNanos - windowStart >= QUIET_NANOS) {
      if (untold > 0) {
        log.warn("... and {} more of the kind", untold);
      }
      spoken = 0;
      untold = 0;
    }
    if (spoken == 0) {
      windowStart = nowNanos;
    }
    if (spoken < FIRST) {
      spoken++;
      log.warn("{}", line);
    } else {
      untold++;
    }
  }
}
