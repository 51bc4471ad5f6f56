package io.voltstream.spine;

import io.vertx.kafka.admin.NewTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** What each topic looks like when it is made. */
final class TopicLayout {
  /** A dead letter is a record and its headers, so it may be larger than any record. */
  private static final int MAX_DEAD_LETTER_BYTES = 2 * Topics.MAX_RECORD_BYTES;

  private static final Duration LONG_RETENTION = Duration.ofDays(30);
  private static final long SEGMENT_BYTES = 64L << 20;

  /** Small, because a restart reads it and only closed segments are compacted. */
  private static final long STATE_SEGMENT_BYTES = 8L << 20;

  private static final long DEAD_LETTER_BYTES = 1L << 30;

  private TopicLayout() {}

  /** Every topic but that of the alert state, which depends on what telemetry really has. */
  static List<NewTopic> withoutState(SpineConfig config) {
    return List.of(
        data(
            config,
            config.telemetryTopic(),
            config.retention(),
            Math.max(config.retentionBytes() / config.partitions(), SEGMENT_BYTES)),
        data(config, config.alertTopic(), LONG_RETENTION, -1),
        deadLetters(config, config.telemetryTopic()),
        deadLetters(config, config.alertTopic()));
  }

  private static NewTopic deadLetters(SpineConfig config, String topic) {
    return topic(
        config,
        topic + Topics.DEAD_LETTER_SUFFIX,
        1,
        LONG_RETENTION,
        DEAD_LETTER_BYTES,
        MAX_DEAD_LETTER_BYTES);
  }

  /** The last state of each vehicle, for ever: compacted instead of cut. */
  static NewTopic state(SpineConfig config, int partitions) {
    return new NewTopic(config.alertStateTopic(), partitions, (short) config.replication())
        .setConfig(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(STATE_SEGMENT_BYTES),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES)));
  }

  private static NewTopic data(
      SpineConfig config, String name, Duration retention, long bytesPerPartition) {
    return topic(
        config, name, config.partitions(), retention, bytesPerPartition, Topics.MAX_RECORD_BYTES);
  }

  private static NewTopic topic(
      SpineConfig config,
      String name,
      int partitions,
      Duration retention,
      long bytesPerPartition,
      int maxRecord) {
    return new NewTopic(name, partitions, (short) config.replication())
        .setConfig(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(bytesPerPartition),
                TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(SEGMENT_BYTES),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecord)));
  }
}
