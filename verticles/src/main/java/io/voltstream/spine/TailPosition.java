package io.voltstream.spine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** How far a {@link TopicTail} has come in its topic; outlives the consumers that it reads with. */
final class TailPosition {
  private final TailReader reader;

  /** The next offset of each partition; empty until the topic was found. */
  private long[] next = {};

  TailPosition(TailReader reader) {
    this.reader = reader;
  }

  int partitions() {
    return next.length;
  }

  /** Goes on where it was; partitions that are new are read from their beginning. */
  void resume(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Duration limit) {
    int known = next.length;
    if (known != partitions.size()) {
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, limit);
      long[] start = Arrays.copyOf(next, partitions.size());
      for (int p = known; p < start.length; p++) {
        start[p] = first.get(partitions.get(p));
      }
      reader.begins(start.clone());
      next = start;
    }
    partitions.forEach(partition -> consumer.seek(partition, next[partition.partition()]));
  }

  /**
   * Hands what was polled to the reader; what the reader refuses is read again.
   *
   * @return whether there was anything
   */
  boolean handOn(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
    List<TailRecord> records = new ArrayList<>();
    polled.forEach(r -> records.add(new TailRecord(r.partition(), r.offset(), r.value())));
    if (records.isEmpty()) {
      return false;
    }
    reader.take(records);
    records.forEach(record -> next[record.partition()] = record.offset() + 1);
    return true;
  }
}
