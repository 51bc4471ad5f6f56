package io.voltstream.backends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One topic with one partition, seen by a real client. */
final class KafkaLog {
  private static final String TOPIC = "test";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final String brokers;

  KafkaLog(String brokers) {
    this.brokers = brokers;
  }

  String clusterId() throws Exception {
    try (Admin admin = admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }

  /** host:port of the one broker, as it tells its clients. */
  String broker() throws Exception {
    try (Admin admin = admin()) {
      Node broker = admin.describeCluster().nodes().get().iterator().next();
      return broker.host() + ":" + broker.port();
    }
  }

  Set<String> topics() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get();
    }
  }

  List<String> createAndFill(int records) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    return fill(records, Duration.ofMinutes(1));
  }

  /**
   * Returns what the broker acknowledged, in order.
   *
   * @param patience how long to wait for the topic
   */
  List<String> fill(int records, Duration patience) throws Exception {
    List<String> sent = new ArrayList<>();
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", brokers, "acks", "all", "max.block.ms", patience.toMillis());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < records; i++) {
        sent.add("record " + i);
        acknowledgements.add(producer.send(new ProducerRecord<>(TOPIC, "key", "record " + i)));
      }
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
    }
    return sent;
  }

  /** Reads as a consumer group does, until there are as many as expected. */
  List<String> read(int expected) {
    List<String> values = new ArrayList<>();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            brokers,
            "group.id",
            "reader-" + System.nanoTime(),
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (values.size() < expected) {
        consumer.poll(TIMEOUT).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", brokers));
  }
}
