package io.voltstream.spine;

import io.vertx.kafka.admin.NewTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Looks at Kafka and at our topics, and changes nothing. Blocks. */
public final class KafkaInspection implements AutoCloseable {
  private static final String KRAFT_FEATURE = "metadata.version";

  private final SpineConfig config;
  private final Duration limit;
  private final Admin admin;

  private KafkaInspection(SpineConfig config, Duration limit) {
    this.config = config;
    this.limit = limit;
    String ms = Long.toString(limit.toMillis());
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.brokers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "voltstream-doctor",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ms,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ms,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                "false"));
  }

  /**
   * @param limit for each question
   * @throws KafkaUnreachableException when it does not answer, or its name is not known
   */
  public static KafkaReport look(SpineConfig config, Duration limit) {
    try (KafkaInspection inspection = new KafkaInspection(config, limit)) {
      return inspection.report();
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw KafkaUnreachableException.within(config, limit, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KafkaUnreachableException.within(config, limit, e);
    }
  }

  private KafkaReport report() throws ExecutionException, TimeoutException, InterruptedException {
    int brokers = answer(admin.describeCluster().nodes()).size();
    FinalizedVersionRange kraft =
        answer(admin.describeFeatures().featureMetadata()).finalizedFeatures().get(KRAFT_FEATURE);
    String release =
        kraft == null ? "without KRaft" : "KRaft, feature level " + kraft.maxVersionLevel();
    Map<String, NewTopic> wanted = new TreeMap<>();
    TopicLayout.withoutState(config).forEach(topic -> wanted.put(topic.getName(), topic));
    Map<String, TopicDescription> found = existing(wanted.keySet());
    TopicDescription telemetry = found.get(config.telemetryTopic());
    NewTopic state =
        TopicLayout.state(
            config, telemetry == null ? config.partitions() : telemetry.partitions().size());
    wanted.put(state.getName(), state);
    Map<String, Config> configs = configs(found.keySet());
    List<TopicReport> topics =
        wanted.values().stream()
            .map(topic -> report(topic, found.get(topic.getName()), configs.get(topic.getName())))
            .toList();
    return new KafkaReport(brokers, release, topics, fault(found));
  }

  private Map<String, TopicDescription> existing(Collection<String> wanted)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> names = new ArrayList<>(wanted);
    names.add(config.alertStateTopic());
    names.retainAll(answer(admin.listTopics().names()));
    return answer(admin.describeTopics(names).allTopicNames());
  }

  private Map<String, Config> configs(Collection<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new TreeMap<>();
    answer(admin.describeConfigs(resources).all())
        .forEach((resource, found) -> configs.put(resource.name(), found));
    return configs;
  }

  private static TopicReport report(NewTopic wanted, TopicDescription found, Config config) {
    int partitions = found == null ? 0 : found.partitions().size();
    List<String> differences = new ArrayList<>();
    if (found != null) {
      if (partitions != wanted.getNumPartitions()) {
        differences.add(difference("partitions", partitions, wanted.getNumPartitions()));
      }
      new TreeMap<>(wanted.getConfig())
          .forEach(
              (key, value) -> {
                if (!value.equals(config.get(key).value())) {
                  differences.add(difference(key, config.get(key).value(), value));
                }
              });
    }
    return new TopicReport(wanted.getName(), partitions, wanted.getNumPartitions(), differences);
  }

  private static String difference(String what, Object found, Object wanted) {
    return what + " is " + found + ", by the settings " + wanted;
  }

  /** What also stops a node that starts. */
  private Optional<String> fault(Map<String, TopicDescription> found) {
    TopicDescription telemetry = found.get(config.telemetryTopic());
    TopicDescription state = found.get(config.alertStateTopic());
    if (telemetry == null
        || state == null
        || telemetry.partitions().size() == state.partitions().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new PartitionsDifferException(
                config, telemetry.partitions().size(), state.partitions().size())
            .getMessage());
  }

  private <T> T answer(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
