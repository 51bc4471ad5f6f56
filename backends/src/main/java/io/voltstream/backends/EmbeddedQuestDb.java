package io.voltstream.backends;

import io.questdb.ServerMain;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real QuestDB in this process, reached over HTTP only. Its data stays in its folder over
 * restarts and kills. Starting and closing block, for a second or two at most.
 */
public final class EmbeddedQuestDb implements AutoCloseable {
  private static final String EVERY_ADDRESS = "0.0.0.0";
  private static final String LOOPBACK = "127.0.0.1";

  private final String url;
  private final DataFolderLock lock;
  private final ServerMain server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedQuestDb(EmbeddedQuestDbConfig config, DataFolderLock lock, ServerMain server) {
    String host = config.host().equals(EVERY_ADDRESS) ? LOOPBACK : config.host();
    this.url = "http://" + host + ":" + server.getHttpServerPort();
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts a database and waits until clients can use it.
   *
   * @throws DataFolderInUseException when another database has the folder
   * @throws DataFolderException when the folder cannot be written
   * @throws PortTakenException when the port is taken
   * @throws BackendException when the database cannot start for another reason
   */
  public static EmbeddedQuestDb start(EmbeddedQuestDbConfig config) {
    DataFolderLock lock = DataFolderLock.take(config.directory());
    try {
      String address = Ports.ipv4("QuestDB", config.host());
      Ports.requireFree("QuestDB", address, config.port());
      QuestDbFiles.prepare(config.directory());
      QuestDbBootstrap bootstrap = new QuestDbBootstrap(address, config.port());
      ServerMain server = MutedThread.run(() -> bootstrap.start(config.directory()));
      return new EmbeddedQuestDb(config, lock, server);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The base of all its HTTP paths, such as {@code http://127.0.0.1:18086}. */
  public String url() {
    return url;
  }

  /** Stops the database, writes everything down and frees port and folder. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        MutedThread.run(server::close);
      } finally {
        lock.close();
      }
    }
  }
}
