package io.voltstream.spine;

import java.time.Duration;

/** No broker answered within the time that a starting node may take. */
public final class KafkaUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KafkaUnreachableException(SpineConfig config, Throwable cause) {
    this(config.brokers(), config.startTimeout(), "", cause);
  }

  private KafkaUnreachableException(String brokers, Duration limit, String why, Throwable cause) {
    super(
        "Kafka at "
            + brokers
            + " did not answer within "
            + limit.toSeconds()
            + " s"
            + why
            + "; start it or set KAFKA_BROKER",
        cause);
  }

  /** With what Kafka's client said about it. */
  static KafkaUnreachableException within(SpineConfig config, Duration limit, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = root.getMessage() == null ? "" : " (" + root.getMessage() + ")";
    return new KafkaUnreachableException(config.brokers(), limit, why, cause);
  }
}
