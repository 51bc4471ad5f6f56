package io.voltstream.tsdb;

import java.io.IOException;
import java.io.InterruptedIOException;

/** The database did not answer a question, or not as it should; the message says what to do. */
public final class TsdbException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient RetryCause retryCause;

  TsdbException(RetryCause retryCause, String message, Throwable cause) {
    super(message, cause);
    this.retryCause = retryCause;
  }

  /**
   * Whether the connection failed: the database was stopped, or it died. One that is only slow has
   * not.
   */
  public boolean isConnectionLost() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && !(cause instanceof InterruptedIOException)) {
        return true;
      }
    }
    return false;
  }

  RetryCause retryCause() {
    return retryCause;
  }
}
