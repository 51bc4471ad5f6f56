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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClientConfig;
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

  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Topics() {}

  /**
   * Creates what is missing. Tries for {@link SpineConfig#startTimeout} and fails with {@link
   * KafkaUnreachableException} after that; fails with {@link PartitionsDifferException} when the
   * alert state cannot lie where the telemetry does.
   */
  public static Future<Void> create(Vertx vertx, SpineConfig config) {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    return attempt(vertx, config, deadline);
  }

  private static Future<Void> attempt(Vertx vertx, SpineConfig config, long deadline) {
    // The last one gets a second, or it would have no chance.
    long limit = Math.max(1_000, Math.min(ATTEMPT.toMillis(), leftMs(deadline)));
    KafkaAdminClient admin = KafkaAdminClient.create(vertx, adminConfig(config, limit));
    return admin
        .listTopics()
        .compose(
            existing ->
                create(admin, missing(config, existing))
                    .compose(v -> createState(admin, config, existing)))
        .eventually(() -> admin.close(limit))
        .recover(
            failure ->
                isPassing(failure)
                    ? retry(vertx, config, deadline, failure)
                    : Future.failedFuture(failure));
  }

  /** Whether another attempt may help; a replication factor that is too high stays too high. */
  private static boolean isPassing(Throwable failure) {
    return unwrapped(failure) instanceof RetriableException;
  }

  private static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof ExecutionException || failure instanceof CompletionException;
    return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
  }

  private static Future<Void> retry(
      Vertx vertx, SpineConfig config, long deadline, Throwable failure) {
    long left = leftMs(deadline) - PAUSE.toMillis();
    if (left <= 0) {
      return Future.failedFuture(new KafkaUnreachableException(config, failure));
    }
    log.info("Kafka at {} does not answer yet, trying for {} ms more", config.brokers(), left);
    return vertx
        .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
        .compose(v -> attempt(vertx, config, deadline));
  }

  private static long leftMs(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  private static List<NewTopic> missing(SpineConfig config, Set<String> existing) {
    return TopicLayout.withoutState(config).stream()
        .filter(topic -> !existing.contains(topic.getName()))
        .toList();
  }

  private static Future<Void> create(KafkaAdminClient admin, List<NewTopic> topics) {
    if (topics.isEmpty()) {
      return Future.succeededFuture();
    }
    return admin
        .createTopics(topics)
        .onSuccess(v -> topics.forEach(Topics::logCreated))
        .recover(Topics::ignoreExisting)
        .compose(v -> awaitLeaders(admin, topics));
  }

  /** Looks at what telemetry really has: it may have been made under other settings. */
  private static Future<Void> createState(
      KafkaAdminClient admin, SpineConfig config, Set<String> existing) {
    return partitions(admin, config.telemetryTopic())
        .compose(
            telemetry ->
                existing.contains(config.alertStateTopic())
                    ? requireSame(admin, config, telemetry)
                    : create(admin, List.of(TopicLayout.state(config, telemetry))));
  }

  private static Future<Void> requireSame(
      KafkaAdminClient admin, SpineConfig config, int telemetry) {
    return partitions(admin, config.alertStateTopic())
        .compose(
            state ->
                state == telemetry
                    ? Future.succeededFuture()
                    : Future.failedFuture(new PartitionsDifferException(config, telemetry, state)));
  }

  private static Future<Integer> partitions(KafkaAdminClient admin, String topic) {
    return admin
        .describeTopics(List.of(topic))
        .map(described -> described.get(topic).getPartitions().size());
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
    return unwrapped(failure) instanceof TopicExistsException
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }

  private static Map<String, String> adminConfig(SpineConfig config, long limitMs) {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.brokers(),
        AdminClientConfig.CLIENT_ID_CONFIG, "voltstream-topics",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(limitMs),
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(limitMs),
        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
  }
}
