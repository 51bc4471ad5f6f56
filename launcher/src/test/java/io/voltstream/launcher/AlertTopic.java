package io.voltstream.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The alerts on Kafka, and what a crash of the judge does to them: each comes once more. */
final class AlertTopic {
  private static final String NAME = "telemetry-alerts";

  private AlertTopic() {}

  /** Writes every record again; how many there were. */
  static int repeatAll(String broker) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<String, Object> kafka = Map.of("bootstrap.servers", broker);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NAME).stream()
              .map(found -> new TopicPartition(NAME, found.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    ByteArraySerializer plain = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka, plain, plain)) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        producer
            .send(new ProducerRecord<>(NAME, record.key(), record.value()))
            .get(30, TimeUnit.SECONDS);
      }
    }
    return records.size();
  }
}
