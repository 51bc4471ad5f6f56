package io.voltstream.spine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a partition of the compacted topic of alert state, outside of any group. Blocks. */
public final class StateReader {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final String topic;
  private final Map<String, Object> consumerConfig;

  public StateReader(SpineConfig config) {
    this.topic = config.alertStateTopic();
    this.consumerConfig =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.brokers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "voltstream-alert-state",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            50,
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false);
  }

  /**
   * Hands over every record from the partition's beginning to what is its end now, in their order:
   * a later one of a key takes the place of an earlier one, and a null value removes it.
   *
   * @param deadline how long all of it may take
   * @param record told key and value; the value may be null
   * @throws RuntimeException when Kafka does not give them in time; some may have been handed over
   */
  public void read(int partition, Duration deadline, BiConsumer<byte[], byte[]> record) {
    long end = System.nanoTime() + deadline.toNanos();
    TopicPartition all = new TopicPartition(topic, partition);
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig);
    try {
      consumer.assign(List.of(all));
      consumer.seekToBeginning(List.of(all));
      long goal = consumer.endOffsets(List.of(all), deadline).get(all);
      while (consumer.position(all, left(end)) < goal) {
        if (System.nanoTime() > end) {
          throw new TimeoutException(
              all + " could not be read within " + deadline.toSeconds() + " s");
        }
        consumer.poll(POLL).forEach(next -> record.accept(next.key(), next.value()));
      }
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }
}
