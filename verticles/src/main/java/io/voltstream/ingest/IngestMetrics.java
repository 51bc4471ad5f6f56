package io.voltstream.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voltstream.contract.BatchCheck;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What ingest shows. The first three names are the original's and mean what they say: received is
 * every batch that arrived, processed every one that Kafka has confirmed, the latency runs from
 * arrival to the ack. Alert when received outruns processed and refused together.
 */
final class IngestMetrics {
  private final Counter received;
  private final Counter processed;
  private final Timer latency;
  private final Map<BatchCheck, Counter> refused = new EnumMap<>(BatchCheck.class);
  private final Map<NotAcked, Counter> notAcked = new EnumMap<>(NotAcked.class);
  private final Map<StreamEnd, Counter> ended = new EnumMap<>(StreamEnd.class);
  private final Counter paused;
  private final Counter connectionsRefused;
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytesInFlight = new AtomicLong();

  IngestMetrics(MeterRegistry registry) {
    received = counter(registry, "voltstream.events.received", "Batches that arrived", "", "");
    processed = counter(registry, "voltstream.events.processed", "Batches Kafka has", "", "");
    latency =
        Timer.builder("voltstream.processing.latency")
            .description("From a batch's arrival to its ack after Kafka confirmed it")
            .serviceLevelObjectives(buckets())
            .register(registry);
    String refusals = "voltstream.ingest.refused";
    for (BatchCheck check : BatchCheck.values()) {
      if (check != BatchCheck.ACCEPTED) {
        refused.put(
            check, counter(registry, refusals, "Batches refused", "reason", check.reason()));
      }
    }
    for (NotAcked why : NotAcked.values()) {
      notAcked.put(
          why,
          counter(
              registry,
              "voltstream.ingest.retry",
              "Batches to be sent again",
              "cause",
              why.label()));
    }
    for (StreamEnd end : StreamEnd.values()) {
      ended.put(
          end,
          counter(
              registry,
              "voltstream.ingest.streams.ended",
              "Streams that ended",
              "how",
              end.label()));
    }
    paused = counter(registry, "voltstream.ingest.pauses", "Times a stream was paused", "", "");
    connectionsRefused =
        counter(
            registry,
            "voltstream.ingest.connections.refused",
            "Connections beyond INGEST_MAX_STREAMS",
            "",
            "");
    gauges(registry);
  }

  private void gauges(MeterRegistry registry) {
    Gauge.builder("voltstream.ingest.streams", streams, AtomicInteger::get)
        .description("Open streams of vehicles")
        .register(registry);
    Gauge.builder("voltstream.ingest.connections", connections, AtomicInteger::get)
        .description("Open connections of vehicles")
        .register(registry);
    Gauge.builder("voltstream.ingest.in.flight", bytesInFlight, AtomicLong::get)
        .description("Payload that Kafka has not confirmed yet")
        .baseUnit("bytes")
        .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, String tag, String value) {
    Counter.Builder counter = Counter.builder(name).description(description);
    return (tag.isEmpty() ? counter : counter.tag(tag, value)).register(registry);
  }

  private static Duration[] buckets() {
    return new Duration[] {
      Duration.ofNanos(250_000),
      Duration.ofNanos(500_000),
      Duration.ofMillis(1),
      Duration.ofMillis(2),
      Duration.ofMillis(5),
      Duration.ofMillis(10),
      Duration.ofMillis(25),
      Duration.ofMillis(50),
      Duration.ofMillis(100),
      Duration.ofMillis(250),
      Duration.ofSeconds(1),
      Duration.ofSeconds(5),
      Duration.ofSeconds(30)
    };
  }

  void received() {
    received.increment();
  }

  void processed(long nanos) {
    processed.increment();
    latency.record(nanos, TimeUnit.NANOSECONDS);
  }

  void refused(BatchCheck check) {
    refused.get(check).increment();
  }

  void notAcked(NotAcked why) {
    notAcked.get(why).increment();
  }

  void paused() {
    paused.increment();
  }

  /** Counts a stream in; false when there are {@code limit} already. */
  boolean streamOpened(int limit) {
    if (streams.incrementAndGet() > limit) {
      streams.decrementAndGet();
      return false;
    }
    return true;
  }

  void streamClosed(StreamEnd how) {
    streams.decrementAndGet();
    streamEnded(how);
  }

  /** A stream that was never served, or one that is already counted out. */
  void streamEnded(StreamEnd how) {
    ended.get(how).increment();
  }

  /** Counts a connection in; false when there are {@code limit} already. */
  boolean connectionOpened(int limit) {
    if (connections.incrementAndGet() > limit) {
      connections.decrementAndGet();
      connectionsRefused.increment();
      return false;
    }
    return true;
  }

  void connectionClosed() {
    connections.decrementAndGet();
  }

  void bytesInFlight(long change) {
    bytesInFlight.addAndGet(change);
  }
}
