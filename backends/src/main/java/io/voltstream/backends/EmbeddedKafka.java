package io.voltstream.backends;

import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Kafka broker (KRaft, one node) in this process. Its data stays in its folder over restarts
 * and kills. Starting and closing block for seconds.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final String brokers;
  private final DataFolderLock lock;
  private final KafkaListeners listeners;
  private final KafkaFaults faults;
  private final KafkaNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(
      EmbeddedKafkaConfig config,
      DataFolderLock lock,
      KafkaListeners listeners,
      KafkaFaults faults,
      KafkaNode node) {
    this.brokers = Ports.bracketed(config.advertisedHost()) + ":" + listeners.port();
    this.lock = lock;
    this.listeners = listeners;
    this.faults = faults;
    this.node = node;
  }

  /**
   * Starts a broker and waits until clients can use it.
   *
   * @throws DataFolderInUseException when another broker has the folder
   * @throws DataFolderException when the folder cannot be written
   * @throws PortTakenException when a port is taken
   * @throws BackendException when the broker cannot start for another reason
   */
  public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
    DataFolderLock lock = DataFolderLock.take(config.directory());
    try {
      KafkaListeners listeners = KafkaListeners.bind(config);
      try {
        KafkaFaults faults = new KafkaFaults();
        faults.keepProcessAlive();
        KafkaNode node = startNode(config, listeners, faults);
        return new EmbeddedKafka(config, lock, listeners, faults, node);
      } catch (RuntimeException e) {
        listeners.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static KafkaNode startNode(
      EmbeddedKafkaConfig config, KafkaListeners listeners, KafkaFaults faults) {
    Properties settings = KafkaSettings.of(config, listeners.port(), listeners.controllerPort());
    try {
      KafkaNode node = new KafkaNode(settings, listeners, faults);
      startOrStop(node);
      return node;
    } catch (Exception e) {
      String reason = faults.first().orElse(e.toString());
      throw new BackendException("Kafka cannot start in " + config.directory() + ": " + reason, e);
    }
  }

  private static void startOrStop(KafkaNode node) {
    try {
      node.start();
    } catch (RuntimeException e) {
      try {
        node.stop();
      } catch (RuntimeException stopping) {
        e.addSuppressed(stopping);
      }
      throw e;
    }
  }

  /** The bootstrap address for clients, {@code host:port}. */
  public String brokers() {
    return brokers;
  }

  /** Why the broker is not well, in one line; empty while it is. Any thread may ask. */
  public Optional<String> trouble() {
    if (faults.first().isPresent()) {
      return faults.first();
    }
    return node.hasLeft() ? Optional.of("the embedded broker is not running") : Optional.empty();
  }

  /** Stops the broker, writes everything down and frees ports and folder. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        node.stop();
      } finally {
        listeners.close();
        lock.close();
      }
    }
  }
}
