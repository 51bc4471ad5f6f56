package io.voltstream.spine;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells records that a topic's retention deleted unread from offsets that the log leaves out. */
final class ExpiredRecords {
  private static final Logger log = LoggerFactory.getLogger(ExpiredRecords.class);

  private final Consumer<?, ?> consumer;
  private final SpineMetrics metrics;
  private final Duration timeout;

  ExpiredRecords(Consumer<?, ?> consumer, SpineMetrics metrics, Duration timeout) {
    this.consumer = consumer;
    this.metrics = metrics;
    this.timeout = timeout;
  }

  /** After offset {@code from} was awaited and {@code to} came: counts what has expired between. */
  void lookFor(TopicPartition partition, long from, long to) {
    long records = Math.min(begin(partition, to), to) - from;
    if (records > 0) {
      metrics.expired(records);
      log.error(
          "{} lost {} records from offset {} on: its retention deleted them before they were read",
          partition,
          records,
          from);
    }
  }

  /** Where the log begins; what is before it were records. */
  private long begin(TopicPartition partition, long unknown) {
    try {
      long begin = consumer.beginningOffsets(Set.of(partition), timeout).get(partition);
      // The consumer takes any offset that it was told for the log's end, and its lag from that.
      consumer.endOffsets(Set.of(partition), timeout);
      return begin;
    } catch (KafkaException e) {
      log.warn("cannot ask where {} begins, takes all before {} for gone", partition, unknown, e);
      return unknown;
    }
  }
}
