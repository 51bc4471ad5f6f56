package io.voltstream.tsdb;

import java.net.ConnectException;

/** The database did not answer a question, or not as it should; the message says what to do. */
public final class TsdbException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient RetryCause retryCause;

  TsdbException(RetryCause retryCause, String message, Throwable cause) {
    super(message, cause);
    this.retryCause = retryCause;
  }

  /** Whether nothing listened: the database was stopped, or it died. */
  public boolean isRefused() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  RetryCause retryCause() {
    return retryCause;
  }
}
