package io.voltstream.launcher;

/** A failure whose cause and remedy are known: one line for people, one code for scripts. */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * @param line what happened, with the value, and what to do about it; no line break
   */
  StartFailure(ExitCode code, String line) {
    this(code, line, null);
  }

  StartFailure(ExitCode code, String line, Throwable cause) {
    super(line, cause);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
