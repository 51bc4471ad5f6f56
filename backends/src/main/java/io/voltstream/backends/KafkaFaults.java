package io.voltstream.backends;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker does when it cannot go on. Left alone it ends the process; ours has other things
 * to finish, so the first fatal fault is kept for the health check instead and the thread that met
 * it ends.
 */
final class KafkaFaults implements FaultHandlerFactory {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaFaults.class);

  private final AtomicReference<String> first = new AtomicReference<>();

  /** The first fatal fault, in one line. */
  Optional<String> first() {
    return Optional.ofNullable(first.get());
  }

  /**
   * Takes from Kafka's classes the right to end this process, and to install hooks for its end.
   * Kafka has one such switch for the whole process: with several brokers the one that was started
   * last is told.
   */
  void keepProcessAlive() {
    Exit.setExitProcedure(this::refuseToEnd);
    Exit.setHaltProcedure(this::refuseToEnd);
    Exit.setShutdownHookAdder((name, hook) -> {});
  }

  @Override
  public FaultHandler build(String name, boolean fatal, Runnable action) {
    return new FaultHandler() {
      @Override
      public RuntimeException handleFault(String message, Throwable cause) {
        LOG.error("Kafka: fault in {}: {}", name, message, cause);
        if (fatal) {
          keep(name + ": " + message + " (" + rootOf(cause) + ")");
        }
        action.run();
        return new FaultHandlerException(name + ": " + message, cause);
      }
    };
  }

  private void refuseToEnd(int status, String message) {
    String text =
        "the broker gave up with status " + status + (message == null ? "" : ": " + message);
    LOG.error("Kafka: {}", text);
    keep(text);
    throw new IllegalStateException(text);
  }

  private static Throwable rootOf(Throwable cause) {
    Throwable root = cause;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void keep(String text) {
    first.compareAndSet(null, text);
  }
}
