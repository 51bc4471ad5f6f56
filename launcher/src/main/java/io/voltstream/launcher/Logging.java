package io.voltstream.launcher;

import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Hands LOG_FORMAT and LOG_LEVEL to logback.xml. */
final class Logging {
  /** The values of LOG_FORMAT. */
  enum Format {
    TEXT,
    JSON
  }

  /** The values of LOG_LEVEL. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  private Logging() {}

  /** For a command that says itself what failed; to be called before the first line is logged. */
  static void silence() {
    System.setProperty("LIBRARY_LOG_LEVEL", "OFF");
    System.setProperty("LOG_LEVEL", "OFF");
    // Now, by one thread: what several log while it begins would be replayed with a remark.
    LoggerFactory.getILoggerFactory();
  }

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  static void check(Settings settings) {
    settings.choice(Setting.LOG_FORMAT, Format.class);
    settings.choice(Setting.LOG_LEVEL, Level.class);
  }

  /** To be called before the first line is logged: logback reads its file once. */
  static void configure(Settings settings) {
    Format format = settings.choice(Setting.LOG_FORMAT, Format.class);
    Level level = settings.choice(Setting.LOG_LEVEL, Level.class);
    System.setProperty("LOG_FORMAT", format.name().toLowerCase(Locale.ROOT));
    System.setProperty("LOG_LEVEL", level.name());
    // Hazelcast would else find a logger of its own choice before it has read its file.
    System.setProperty("hazelcast.logging.type", "slf4j");
  }
}
