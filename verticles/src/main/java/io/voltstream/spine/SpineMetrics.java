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

  SpineMetrics(MeterRegistry registry, String group, String client, GroupConsumer consumer) {
    Tags tags = Tags.of("group", group);
    pollFailures = counter(registry, "voltstream.consumer.failures", tags.and("step", "poll"));
    commitFailures = counter(registry, "voltstream.consumer.failures", tags.and("step", "commit"));
    rebalances = counter(registry, "voltstream.consumer.rebalances", tags);
    abandoned = counter(registry, "voltstream.consumer.abandoned", tags);
    truncated = counter(registry, "voltstream.consumer.truncations", tags);
    rewound = counter(registry, "voltstream.consumer.rewound", tags);
    expired = counter(registry, "voltstream.consumer.expired", tags);
    Gauge.builder("voltstream.consumer.lag", consumer, c -> c.lag() < 0 ? Double.NaN : c.lag())
        .description("Records of the partitions held here whose work is not finished")
        .tags(tags.and("client", client))
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, Tags tags) {
    return Counter.builder(name).tags(tags).register(registry);
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
