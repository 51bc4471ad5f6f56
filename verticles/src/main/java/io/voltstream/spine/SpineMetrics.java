package io.voltstream.spine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * What a consumer shows. Alert when lag grows for minutes, when the failures do not stop, or when
 * anything has expired.
 */
final class SpineMetrics {
  private final Counter pollFailures;
  private final Counter commitFailures;
  private final Counter rebalances;
  private final Counter abandoned;
  private final Counter truncated;
  private final Counter rewound;
  private final Counter expired;

  SpineMetrics(MeterRegistry registry, GroupMember member, GroupConsumer consumer) {
    Tags tags = Tags.of("role", member.role(), "group", member.group());
    String failed = "Polls and commits that failed; the next one takes their place";
    pollFailures = counter(registry, "failures", tags.and("step", "poll"), failed);
    commitFailures = counter(registry, "failures", tags.and("step", "commit"), failed);
    rebalances = counter(registry, "rebalances", tags, "Times partitions were given or taken");
    abandoned =
        counter(registry, "abandoned", tags, "Unfinished records left to a partition's next owner");
    truncated =
        counter(registry, "truncations", tags, "Logs that ended before where we had read to");
    rewound = counter(registry, "rewound", tags, "Records read again, the database had died");
    expired =
        counter(registry, "expired", tags, "Records that Kafka had dropped before we read them");
    Gauge.builder("voltstream.consumer.lag", consumer, c -> c.lag() < 0 ? Double.NaN : c.lag())
        .description("Records of the partitions held here whose work is not finished")
        .tags(tags.and("client", member.clientId()))
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String what, Tags tags, String text) {
    return Counter.builder("voltstream.consumer." + what)
        .description(text)
        .tags(tags)
        .register(registry);
  }

  void pollFailed() {
    pollFailures.increment();
  }

  void commitFailed() {
    commitFailures.increment();
  }

  void rebalanced() {
    rebalances.increment();
  }

  /** A log ended before where we had read to. */
  void truncated() {
    truncated.increment();
  }

  /** Records that the topic's retention deleted before they were read: they are lost here. */
  void expired(long records) {
    expired.increment(records);
  }

  /** Records that are read once more on request. */
  void rewound(long records) {
    rewound.increment(records);
  }

  /** Records left to the next owner of their partition: it will read them again. */
  void abandoned(long records) {
    abandoned.increment(records);
  }
}
