package io.voltstream.spine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The Kafka consumer of a {@link TopicTail}: in no group, commits nothing. */
final class TailConsumer {
  private TailConsumer() {}

  static KafkaConsumer<byte[], byte[]> open(SpineConfig config, String clientId) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.brokers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            30_000,
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false));
  }

  /** The partitions of a topic; throws when there is no such topic. */
  static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic, Duration limit) {
    int count = consumer.partitionsFor(topic, limit).size();
    if (count == 0) {
      throw new IllegalStateException("there is no such topic");
    }
    return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  /** How many connections to brokers it has: a consumer itself is silent about having none. */
  static Metric connections(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().group().equals("consumer-metrics"))
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .findFirst()
        .orElseThrow();
  }
}
