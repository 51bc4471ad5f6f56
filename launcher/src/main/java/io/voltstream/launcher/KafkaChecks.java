package io.voltstream.launcher;

import io.voltstream.spine.CompressionProbe;
import io.voltstream.spine.KafkaInspection;
import io.voltstream.spine.KafkaReport;
import io.voltstream.spine.KafkaUnreachableException;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.TopicReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kafka and the topics. */
final class KafkaChecks {
  private static final String CHECK = "kafka";
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private KafkaChecks() {}

  static List<Finding> all(Settings settings) {
    SpineConfig config = Configs.spine(withEmbedded(settings));
    try {
      return found(config, KafkaInspection.look(config, LIMIT));
    } catch (KafkaUnreachableException e) {
      // Nobody has said that there is one: a node with the role kafka brings it.
      return List.of(
          settings.isSet(Setting.KAFKA_BROKER)
              ? Finding.of(CHECK, Finding.Level.FAIL, e.getMessage())
              : Finding.warn(
                  CHECK,
                  "nobody answers at " + config.brokers() + " within " + LIMIT.toSeconds() + " s",
                  "'./voltstream demo' and './voltstream node kafka' start one, or set"
                      + " KAFKA_BROKER"));
    }
  }

  /** The embedded one may have been given another port. */
  private static Settings withEmbedded(Settings settings) {
    boolean moved = settings.isSet(Setting.KAFKA_PORT) && settings.port(Setting.KAFKA_PORT) != 0;
    return moved
        ? settings.serving(
            Setting.KAFKA_BROKER,
            Exposure.advertisedKafka(settings) + ":" + settings.port(Setting.KAFKA_PORT))
        : settings;
  }

  private static List<Finding> found(SpineConfig config, KafkaReport report) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            CHECK,
            "%s: %d broker%s, %s"
                .formatted(
                    config.brokers(),
                    report.brokers(),
                    report.brokers() == 1 ? "" : "s",
                    report.release())));
    report.topics().forEach(topic -> findings.add(topic(topic)));
    report
        .fault()
        .ifPresent(fault -> findings.add(Finding.of("topics", Finding.Level.FAIL, fault)));
    return findings;
  }

  private static Finding topic(TopicReport topic) {
    String name = "topic " + topic.topic();
    if (!topic.exists()) {
      return Finding.ok(
          name, "not there yet, the first node makes it with " + partitions(topic.wanted()));
    }
    return topic.differences().isEmpty()
        ? Finding.ok(name, partitions(topic.partitions()))
        : Finding.warn(
            name,
            String.join("; ", topic.differences()),
            "a topic that exists is left alone: change it with Kafka's own tools, or the setting");
  }

  private static String partitions(int count) {
    return count == 1 ? "1 partition" : count + " partitions";
  }

  /** Whether native code can be loaded from the temporary folder. */
  static List<Finding> compression(Settings settings) {
    SpineConfig config = Configs.spine(settings);
    try {
      CompressionProbe.run(config);
      return List.of(
          Finding.ok(
              "compression",
              config.compression() + " works from " + System.getProperty("java.io.tmpdir")));
    } catch (IllegalStateException e) {
      return List.of(Finding.of("compression", Finding.Level.FAIL, e.getMessage()));
    }
  }
}
