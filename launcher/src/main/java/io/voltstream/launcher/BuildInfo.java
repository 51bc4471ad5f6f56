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
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }
}
