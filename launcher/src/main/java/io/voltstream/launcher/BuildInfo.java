package io.voltstream.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What was built. */
final class BuildInfo {
  private BuildInfo() {}

  /** The version that Maven knows. */
  static String version() {
    return property("version");
  }

  /** The commit that was built, shortened; "unknown" when that was not done in a clone. */
  static String commit() {
    return property("commit");
  }

  private static String property(String name) {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty(name);
  }
}
