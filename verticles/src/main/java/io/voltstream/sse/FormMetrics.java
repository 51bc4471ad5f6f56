package io.voltstream.sse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of the clients of one form. */
final class FormMetrics {
  private final Counter frames;
  private final Counter skippedFrames;
  private final Counter wholeFrames;
  private final Counter alertEvents;
  private final Counter resyncs;
  private final Counter bytes;
  private final AtomicInteger clients = new AtomicInteger();

  FormMetrics(MeterRegistry registry, String form) {
    Tags tags = Tags.of("form", form);
    frames = counter(registry, tags, "frames", "Frames of changes that were encoded");
    skippedFrames = counter(registry, tags, "frames.skipped", "Frames a slow client did not get");
    wholeFrames = counter(registry, tags, "frames.whole", "Times a client was sent the fleet");
    alertEvents = counter(registry, tags.and("event", "alert"), "events", "Events sent");
    resyncs = counter(registry, tags.and("event", "resync"), "events", "Events sent");
    bytes = counter(registry, tags, "bytes", "Bytes of events sent, before HTTP");
    Gauge.builder("voltstream.live.clients", clients, AtomicInteger::get)
        .description("Open streams")
        .tags(tags)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, Tags tags, String what, String says) {
    return Counter.builder("voltstream.live." + what)
        .description(says)
        .tags(tags)
        .register(registry);
  }

  void encoded() {
    frames.increment();
  }

  void skipped() {
    skippedFrames.increment();
  }

  void whole() {
    wholeFrames.increment();
  }

  void alertEvent(boolean resync) {
    (resync ? resyncs : alertEvents).increment();
  }

  void sent(int length) {
    bytes.increment(length);
  }

  void clients(int count) {
    clients.set(count);
  }
}
