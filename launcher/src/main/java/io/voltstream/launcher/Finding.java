package io.voltstream.launcher;

/**
 * One thing that the doctor looked at.
 *
 * @param check what was looked at, in a word or two
 * @param seen what was seen
 * @param remedy what to do about it; empty when nothing is to be done
 */
record Finding(String check, Level level, String seen, String remedy) {
  /** How bad it is. */
  enum Level {
    OK,
    /** It works, or may work later; somebody should know. */
    WARN,
    /** It does not work. */
    FAIL
  }

  static Finding ok(String check, String seen) {
    return new Finding(check, Level.OK, seen, "");
  }

  static Finding warn(String check, String seen, String remedy) {
    return new Finding(check, Level.WARN, seen, remedy);
  }

  static Finding fail(String check, String seen, String remedy) {
    return new Finding(check, Level.FAIL, seen, remedy);
  }

  /** From a line that says what happened and, after a colon or a semicolon, what to do. */
  static Finding of(String check, Level level, String line) {
    int cut = Math.max(line.lastIndexOf("; "), line.lastIndexOf(": "));
    return cut < 0
        ? new Finding(check, level, line, "correct the setting that is named")
        : new Finding(check, level, line.substring(0, cut), line.substring(cut + 2));
  }
}
