package io.voltstream.spine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.voltstream.backends.EmbeddedKafka;
import io.voltstream.backends.EmbeddedKafkaConfig;
import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker for the tests of one class. */
public final class KafkaForTests implements BeforeAllCallback, AfterAllCallback {
  private Path directory;
  private EmbeddedKafka kafka;
  private String brokers;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("voltstream-kafka");
    kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.onFreePorts(directory));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    kafka.close();
  }

  /** Stops the broker; {@link #startAgain} brings it back on the same port with the same data. */
  public void stop() {
    brokers = kafka.brokers();
    kafka.close();
  }

  public void startAgain() {
    int port = Integer.parseInt(brokers.substring(brokers.indexOf(':') + 1));
    kafka =
        EmbeddedKafka.start(new EmbeddedKafkaConfig(directory, "127.0.0.1", port, 0, "127.0.0.1"));
  }

  public SpineConfig spine() {
    return spine("telemetry-raw");
  }

  /** A configuration with a telemetry topic of its own. */
  public SpineConfig spine(String telemetryTopic) {
    return spine(telemetryTopic, "telemetry-alerts", "telemetry-alert-state");
  }

  /** A configuration with all topics of its own. */
  public SpineConfig spine(String telemetryTopic, String alertTopic, String alertStateTopic) {
    return spine(telemetryTopic, alertTopic, alertStateTopic, Duration.ofSeconds(60));
  }

  /** The same for one who gives up starting after some time. */
  SpineConfig spine(
      String telemetryTopic, String alertTopic, String alertStateTopic, Duration startTimeout) {
    return new SpineConfig(
        kafka.brokers(),
        telemetryTopic,
        alertTopic,
        alertStateTopic,
        4,
        1,
        "snappy",
        0,
        Duration.ofHours(24),
        4L << 30,
        startTimeout);
  }

  public void createTopics(Vertx vertx) {
    createTopics(vertx, spine());
  }

  public void createTopics(Vertx vertx, SpineConfig spine) {
    Topics.create(vertx, spine)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  /** Writes records over all partitions and waits until the broker has them. */
  void produce(String topic, int count) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, ("key" + i).getBytes(UTF_8), new byte[] {1}));
      }
      producer.flush();
    }
  }

  /** Every record of telemetry-alerts, in the order of each partition. */
  public List<Alert> alerts(SpineConfig spine) {
    try (TopicReader reader = reader(spine.alertTopic())) {
      return LongStream.range(0, reader.count())
          .mapToObj(i -> AlertJson.read(reader.next(any -> true).value()))
          .toList();
    }
  }

  public void deleteTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      admin.deleteTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
    }
  }

  /** How many partitions a topic has. */
  int partitions(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(60, TimeUnit.SECONDS)
          .get(topic)
          .partitions()
          .size();
    }
  }

  /** Sets a group's committed offset in each partition of a topic, whatever the log holds. */
  public void commit(String group, String topic, int partitions, long offset) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      admin.alterConsumerGroupOffsets(group, offsets).all().get(60, TimeUnit.SECONDS);
    }
  }

  /** Deletes what lies before an offset in each partition of a topic, as its retention would. */
  void expire(String topic, int partitions, long before) throws Exception {
    Map<TopicPartition, RecordsToDelete> expired = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      expired.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      admin.deleteRecords(expired).all().get(60, TimeUnit.SECONDS);
    }
  }

  /** The committed offsets of a group, over all partitions. */
  public long committed(String group) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(60, TimeUnit.SECONDS)
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  public TopicReader reader(String topic) {
    return new TopicReader(kafka.brokers(), topic);
  }

  /** Records in telemetry-raw. */
  public long recordCount() {
    try (TopicReader reader = reader(spine().telemetryTopic())) {
      return reader.count();
    }
  }
}
