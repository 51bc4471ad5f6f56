package io.voltstream.backends;

import io.questdb.Bootstrap;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerMain;
import java.nio.file.Path;
import java.util.Map;

/**
 * Brings a database up with our settings in the place of the process environment, so that a stray
 * variable of the operator's shell changes nothing. What we do not set can be set in the data
 * folder's {@code conf/server.conf}.
 */
final class QuestDbBootstrap extends PropBootstrapConfiguration {
  private final Map<String, String> settings;

  QuestDbBootstrap(String address, int port) {
    this.settings = QuestDbSettings.of(address, port);
  }

  @Override
  public Map<String, String> getEnv() {
    return settings;
  }

  /**
   * Starts without a shutdown hook and, for that is what {@code -n} means, without a handler for
   * SIGHUP: what ends this process is the launcher's matter.
   *
   * @throws BackendException when the database cannot start
   */
  ServerMain start(Path folder) {
    try {
      String root = folder.toAbsolutePath().toString();
      ServerMain server = new ServerMain(new Bootstrap(this, "-d", root, "-n"));
      try {
        server.start();
        return server;
      } catch (Throwable e) {
        server.close();
        throw e;
      }
    } catch (Throwable e) { // QuestDB reports a port that it cannot have by an Error of its own.
      throw new BackendException("QuestDB cannot start in " + folder + ": " + e.getMessage(), e);
    }
  }
}
