package io.voltstream.api;

import java.util.Locale;
import java.util.Optional;

/** Why there is no answer; the message is for those who asked. */
final class ReadFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What it came from. */
  enum Cause {
    /** The database did not answer, or not as it should. */
    DATABASE(503),
    /** Too many others are waiting. */
    BUSY(503),
    /** It took too long. */
    DEADLINE(504),
    /** The node stops. */
    STOPPING(503);

    private final int status;

    Cause(int status) {
      this.status = status;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Cause why;

  ReadFailure(Cause why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  /** The one behind a failure, if there is one. */
  static Optional<ReadFailure> in(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof ReadFailure)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable((ReadFailure) cause);
  }

  Cause why() {
    return why;
  }

  /** As HTTP has it. */
  int status() {
    return why.status;
  }
}
