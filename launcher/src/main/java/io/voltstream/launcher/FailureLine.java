package io.voltstream.launcher;

import java.io.PrintWriter;
import java.util.Map;

/** Tells people about the failure that ends the process: one line, and a stack trace for DEBUG. */
final class FailureLine {
  private FailureLine() {}

  static ExitCode print(Throwable thrown, Map<String, String> environment, PrintWriter err) {
    Throwable failure = Diagnosis.of(thrown);
    ExitCode code = ExitCode.UNEXPECTED;
    String line = failure + "; LOG_LEVEL=debug shows where it came from";
    if (failure instanceof StartFailure known) {
      code = known.code();
      line = known.getMessage();
    }
    err.println("voltstream: " + line.replaceAll("\\s*\\R\\s*", " "));
    String level = environment.getOrDefault(Setting.LOG_LEVEL.name(), "");
    if (level.equalsIgnoreCase("debug") || level.equalsIgnoreCase("trace")) {
      failure.printStackTrace(err);
    }
    return code;
  }
}
