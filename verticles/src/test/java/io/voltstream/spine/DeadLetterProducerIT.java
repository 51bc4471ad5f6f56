package io.voltstream.spine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadLetterProducerIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx;
  private DeadLetterProducer producer;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    KAFKA.createTopics(vertx);
    producer = new DeadLetterProducer(vertx, KAFKA.spine(), registry);
  }

  @AfterEach
  void close() throws Exception {
    producer.close().await(30, TimeUnit.SECONDS);
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  /** Such a record can be on a log: other clients may leave out key, value and time. */
  @Test
  void aLetterNeedsNeitherKeyNorValueNorTimeAndItsReasonIsCutShort() throws Exception {
    String topic = KAFKA.spine().telemetryTopic();
    producer
        .send(
            new DeadLetter(
                topic, 3, 17, -1, null, null, DeadLetterReason.MALFORMED, "x".repeat(3 << 20)))
        .await(30, TimeUnit.SECONDS);

    try (TopicReader letters = KAFKA.reader(topic + Topics.DEAD_LETTER_SUFFIX)) {
      ConsumerRecord<byte[], byte[]> letter = letters.next(any -> true);
      assertThat(letter.key()).isNull();
      assertThat(letter.value()).isNull();
      assertThat(header(letter, "exception")).isEqualTo("malformed");
      assertThat(header(letter, "message")).isEqualTo("x".repeat(500));
      assertThat(header(letter, "topic")).isEqualTo(topic);
      assertThat(header(letter, "partition")).isEqualTo("3");
      assertThat(header(letter, "offset")).isEqualTo("17");
    }
    assertThat(registry.get("voltstream.dead.letters").tag("reason", "malformed").counter().count())
        .isEqualTo(1);
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
  }
}
