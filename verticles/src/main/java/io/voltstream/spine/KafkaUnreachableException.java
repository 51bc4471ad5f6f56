package io.voltstream.spine;

/** No broker answered within the time that a starting node may take. */
public final class KafkaUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KafkaUnreachableException(SpineConfig config, Throwable cause) {
    super(
        "Kafka at "
            + config.brokers()
            + " did not answer within "
            + config.startTimeout().toSeconds()
            + " s; start it or set KAFKA_BROKER",
        cause);
  }
}
