package io.voltstream.spine;

import java.time.Duration;
import java.util.Set;

/**
 * Where Kafka is and what our topics look like.
 *
 * @param brokers bootstrap servers, {@code host:port[,host:port]}
 * @param telemetryTopic name of telemetry-raw
 * @param alertTopic name of telemetry-alerts
 * @param alertStateTopic name of telemetry-alert-state
 * @param partitions partitions of a topic that we create
 * @param replication replicas of a topic that we create
 * @param compression producer compression: none, snappy, lz4, gzip or zstd
 * @param lingerMs how long the producer waits to fill a record batch, in milliseconds
 * @param retention how long telemetry-raw is kept
 * @param retentionBytes how much of telemetry-raw is kept, over all partitions
 * @param startTimeout how long a starting node tries to reach the brokers
 */
public record SpineConfig(
    String brokers,
    String telemetryTopic,
    String alertTopic,
    String alertStateTopic,
    int partitions,
    int replication,
    String compression,
    int lingerMs,
    Duration retention,
    long retentionBytes,
    Duration startTimeout) {
  private static final Set<String> COMPRESSIONS = Set.of("none", "snappy", "lz4", "gzip", "zstd");

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public SpineConfig {
    requireTopic("KAFKA_TOPIC", telemetryTopic);
    requireTopic("KAFKA_ALERT_TOPIC", alertTopic);
    requireTopic("KAFKA_ALERT_STATE_TOPIC", alertStateTopic);
    require(
        !alertStateTopic.equals(telemetryTopic) && !alertStateTopic.equals(alertTopic),
        "KAFKA_ALERT_STATE_TOPIC",
        alertStateTopic,
        "a topic of its own");
    require(
        brokers.matches("[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*"), "KAFKA_BROKER", brokers, "host:port");
    require(partitions >= 1 && partitions <= 1000, "KAFKA_PARTITIONS", partitions, "1 to 1000");
    require(replication >= 1 && replication <= 9, "KAFKA_REPLICATION", replication, "1 to 9");
    require(
        COMPRESSIONS.contains(compression),
        "KAFKA_COMPRESSION",
        compression,
        "one of " + COMPRESSIONS);
    require(lingerMs >= 0 && lingerMs <= 1000, "KAFKA_LINGER_MS", lingerMs, "0 to 1000");
    require(retention.toMillis() > 0, "KAFKA_RETENTION", retention, "more than 0");
    require(retentionBytes > 0, "KAFKA_RETENTION_BYTES", retentionBytes, "more than 0");
    require(startTimeout.toMillis() > 0, "KAFKA_START_TIMEOUT", startTimeout, "more than 0");
  }

  private static void requireTopic(String setting, String topic) {
    require(topic.matches("[A-Za-z0-9._-]{1,200}"), setting, topic, "a Kafka topic name");
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
