package io.voltstream.spine;

/**
 * The topic of the alert state does not have as many partitions as the telemetry: a vehicle's state
 * would not lie where its batches are read.
 */
public final class PartitionsDifferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PartitionsDifferException(SpineConfig config, int telemetry, int state) {
    super(
        "topic %s has %d partitions and %s has %d, they must have the same number; stop the alert nodes and"
                .formatted(config.telemetryTopic(), telemetry, config.alertStateTopic(), state)
            + " delete "
            + config.alertStateTopic()
            + " (alerts that are open then are raised anew), or set KAFKA_ALERT_STATE_TOPIC to a new"
            + " name");
  }
}
