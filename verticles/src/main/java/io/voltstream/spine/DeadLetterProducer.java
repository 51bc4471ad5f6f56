package io.voltstream.spine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records that cannot be processed to {@code <topic>.dlq}: key and value as they were,
 * reason and origin in headers that are named as Kafka Streams names them (KIP-1034).
 */
public final class DeadLetterProducer {
  private static final String HEADER = "__streams.errors.";
  private static final int LARGEST_BYTES = 64 << 20;

  /** What is said of a record may quote it: the letter must fit its topic all the same. */
  private static final int DETAIL_CHARS = 500;

  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final int REQUEST_MS = 10_000;

  /** A letter that has failed is sent again, one that may still get through is not. */
  private static final int DELIVERY_MS = 12_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<DeadLetterReason, Counter> written = new EnumMap<>(DeadLetterReason.class);

  public DeadLetterProducer(Vertx vertx, SpineConfig config, MeterRegistry registry) {
    this.producer = KafkaProducer.create(vertx, producerConfig(config));
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      written.put(
          reason,
          Counter.builder("voltstream.dead.letters")
              .description("Records written to a dead-letter topic")
              .tag("reason", reason.label())
              .register(registry));
    }
  }

  /** Succeeds when Kafka has the letter; on failure, send it again. */
  public Future<Void> send(DeadLetter letter) {
    KafkaProducerRecord<byte[], byte[]> dead =
        KafkaProducerRecord.create(
            letter.topic() + Topics.DEAD_LETTER_SUFFIX,
            letter.key(),
            letter.value(),
            // A record need not have a time; to a producer there is none below 0.
            letter.receivedAt() < 0 ? null : letter.receivedAt(),
            null);
    dead.addHeader(HEADER + "exception", letter.reason().label())
        .addHeader(HEADER + "message", brief(letter.detail()))
        .addHeader(HEADER + "topic", letter.topic())
        .addHeader(HEADER + "partition", Buffer.buffer(Integer.toString(letter.partition())))
        .addHeader(HEADER + "offset", Buffer.buffer(Long.toString(letter.offset())));
    return producer
        .send(dead)
        .onSuccess(metadata -> written.get(letter.reason()).increment())
        .mapEmpty();
  }

  private static String brief(String detail) {
    return detail.length() > DETAIL_CHARS ? detail.substring(0, DETAIL_CHARS) : detail;
  }

  /** Waits for what was sent, {@link #CLOSE} at most, and closes. */
  public Future<Void> close() {
    return producer.close(CLOSE.toMillis());
  }

  private static Map<String, String> producerConfig(SpineConfig config) {
    Map<String, String> producer = new HashMap<>();
    producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers());
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, "voltstream-dead-letters");
    producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
    producer.put(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(config.lingerMs()));
    // Counted before compression, unlike the topic's limit: the record got in compressed.
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_BYTES));
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(2 * LARGEST_BYTES));
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(REQUEST_MS));
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MS));
    producer.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
    return producer;
  }
}
