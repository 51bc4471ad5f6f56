package io.voltstream.launcher;

import java.util.Locale;

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
