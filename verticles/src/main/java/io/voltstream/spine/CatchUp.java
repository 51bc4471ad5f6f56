package io.voltstream.spine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a stopping member still goes: to where its partitions ended when it was told. */
final class CatchUp {
  private static final Logger log = LoggerFactory.getLogger(CatchUp.class);

  private final Map<TopicPartition, Long> ends;

  private CatchUp(Map<TopicPartition, Long> ends) {
    this.ends = ends;
  }

  /** Asks for the ends; when they cannot be had, there is no way to go. */
  static CatchUp begin(
      Consumer<?, ?> consumer, String topic, Set<TopicPartition> held, Duration timeout) {
    try {
      return new CatchUp(consumer.endOffsets(held, timeout));
    } catch (KafkaException e) {
      log.warn("stops without knowing the end of {}: {}", topic, e.toString());
      return new CatchUp(Map.of());
    }
  }

  /** Whether all work up to the ends is finished, but for partitions that are no longer held. */
  boolean isDone(Map<TopicPartition, PartitionLease> leases) {
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              PartitionLease lease = leases.get(end.getKey());
              return lease == null || lease.tracker().committable() >= end.getValue();
            });
  }
}
