package io.voltstream.tsdb;

/** The database did not answer a question, or not as it should; the message says what to do. */
public final class TsdbException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient RetryCause retryCause;

  TsdbException(RetryCause retryCause, String message, Throwable cause) {
    super(message, cause);
    this.retryCause = retryCause;
  }

  RetryCause retryCause() {
    return retryCause;
  }
}
