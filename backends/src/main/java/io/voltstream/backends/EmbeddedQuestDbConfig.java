package io.voltstream.backends;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the embedded database keeps its data and where it listens.
 *
 * @param directory its data folder, made when missing
 * @param host the IPv4 address it listens on, or a name that has one
 * @param port the HTTP port; 0 lets the system choose
 */
public record EmbeddedQuestDbConfig(Path directory, String host, int port) {
  /**
   * @throws IllegalArgumentException naming the part, the value and what is allowed
   */
  public EmbeddedQuestDbConfig {
    Objects.requireNonNull(directory, "directory");
    Ports.requireHost("QuestDB host", host);
    Ports.requireValid("QuestDB port", port);
  }

  /** A database on loopback, on a port that the system chooses. */
  public static EmbeddedQuestDbConfig onFreePort(Path directory) {
    return new EmbeddedQuestDbConfig(directory, "127.0.0.1", 0);
  }
}
