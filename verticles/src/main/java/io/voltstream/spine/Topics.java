package io.voltstream.spine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import io.vertx.kafka.admin.NewTopic;
import io.vertx.kafka.admin.OffsetSpec;
import io.vertx.kafka.client.common.TopicPartition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of VoltStream: made when they are missing, left alone when they are there. */
public final class Topics {
  /** What a topic's dead-letter topic is called: the topic's name and this. */
  public static final String DEAD_LETTER_SUFFIX = ".dlq";

  /** The largest record of a data topic; four times the largest batch. */
  static final int MAX_RECORD_BYTES = 1 << 20;

  /** A dead letter is a record and its headers, so it may be larger than any record. */
  static final int MAX_DEAD_LETTER_BYTES = 2 * MAX_RECORD_BYTES;

  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration LONG_RETENTION = Duration.ofDays(30);
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final long DEAD_LETTER_BYTES = 1L << 30;

  private Topics() {}

  /**
   * Creates what is missing. Tries for {@link SpineConfig#startTimeout} and fails with {@link
   * KafkaUnreachableException} after that.
   */
  public static Future<Void> create(Vertx vertx, SpineConfig config) {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    return attempt(vertx, config, deadline);
  }

  private static Future<Void> attempt(Vertx vertx, SpineConfig config, long deadline) {
    KafkaAdminClient admin = KafkaAdminClient.create(vertx, adminConfig(config));
    return admin
        .listTopics()
        .compose(existing -> createMissing(admin, config, existing))
        .eventually(() -> admin.close(ATTEMPT.toMillis()))
        .recover(
            failure ->
                isPassing(failure)
                    ? retry(vertx, config, deadline, failure)
                    : Future.failedFuture(failure));
  }

  /** Whether another attempt may help; a replication factor that is too high stays too high. */
  private static boolean isPassing(Throwable failure) {
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    return cause instanceof RetriableException;
  }

  private static Future<Void> retry(
      Vertx vertx, SpineConfig config, long deadline, Throwable failure) {
    long left = TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime());
    if (left <= 0) {
      return Future.failedFuture(new KafkaUnreachableException(config, failure));
    }
    log.info("Kafka at {} does not answer yet, trying for {} s more", config.brokers(), left);
    return vertx.timer(500, TimeUnit.MILLISECONDS).compose(v -> attempt(vertx, config, deadline));
  }

  private static Future<Void> createMissing(
      KafkaAdminClient admin, SpineConfig config, Set<String> existing) {
    List<NewTopic> missing =
        all(config).stream().filter(topic -> !existing.contains(topic.getName())).toList();
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    return admin
        .createTopics(missing)
        .onSuccess(v -> missing.forEach(Topics::logCreated))
        .recover(Topics::ignoreExisting)
        .compose(v -> awaitLeaders(admin, missing));
  }

  /**
   * Asks every new partition for its end, which only its leader answers. A producer that writes
   * earlier may see its first batch refused and its second taken, and then waits for its time-out:
   * the broker takes any first sequence from a producer that it does not know.
   */
  private static Future<Void> awaitLeaders(KafkaAdminClient admin, List<NewTopic> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.getNumPartitions(); partition++) {
        ends.put(new TopicPartition(topic.getName(), partition), OffsetSpec.LATEST);
      }
    }
    return admin.listOffsets(ends).mapEmpty();
  }

  private static void logCreated(NewTopic topic) {
    log.info("created topic {} with {} partitions", topic.getName(), topic.getNumPartitions());
  }

  private static Future<Void> ignoreExisting(Throwable failure) {
    // Another node that starts at the same time was faster.
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    return cause instanceof TopicExistsException
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }

  private static List<NewTopic> all(SpineConfig config) {
    return List.of(
        data(
            config,
            config.telemetryTopic(),
            config.retention(),
            Math.max(config.retentionBytes() / config.partitions(), SEGMENT_BYTES)),
        data(config, config.alertTopic(), LONG_RETENTION, -1),
        topic(
            config,
            config.telemetryTopic() + DEAD_LETTER_SUFFIX,
            1,
            LONG_RETENTION,
            DEAD_LETTER_BYTES,
            MAX_DEAD_LETTER_BYTES));
  }

  private static NewTopic data(
      SpineConfig config, String name, Duration retention, long bytesPerPartition) {
    return topic(config, name, config.partitions(), retention, bytesPerPartition, MAX_RECORD_BYTES);
  }

  private static NewTopic topic(
      SpineConfig config,
      String name,
      int partitions,
      Duration retention,
      long bytesPerPartition,
      int maxRecord) {
    return new NewTopic(name, partitions, (short) config.replication())
        .setConfig(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(bytesPerPartition),
                TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(SEGMENT_BYTES),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecord)));
  }

  private static Map<String, String> adminConfig(SpineConfig config) {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers(),
        AdminClientConfig.CLIENT_ID_CONFIG, "voltstream-topics",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(ATTEMPT.toMillis()),
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ATTEMPT.toMillis()),
        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
  }
}
