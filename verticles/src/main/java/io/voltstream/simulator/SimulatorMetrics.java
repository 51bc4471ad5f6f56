package io.voltstream.simulator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import org.HdrHistogram.SynchronizedHistogram;

/** Counts what becomes of the fleet's batches and streams. Thread-safe. */
final class SimulatorMetrics {
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(24);
  private static final double[] BUCKETS_MS = {
    0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000, 30_000
  };

  private final LongAdder made = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder acked = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder resent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder episodes = new LongAdder();
  private final LongAdder lostStreams = new LongAdder();
  private final LongAdder lostConnections = new LongAdder();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final SynchronizedHistogram ackMicros = new SynchronizedHistogram(LONGEST_MICROS, 3);
  private final Timer ackTime;

  SimulatorMetrics(MeterRegistry registry) {
    batches(registry, "sent", sent, "Distinct batches written to a stream");
    batches(registry, "acked", acked, "Batches that the server has taken");
    batches(registry, "rejected", rejected, "Batches that the server refused for good");
    batches(registry, "resent", resent, "Writes of a batch beyond its first");
    batches(registry, "dropped", dropped, "Batches given up without an ack");
    FunctionCounter.builder("voltstream.simulator.episodes", episodes, LongAdder::sum)
        .description("Injected faults that have reached their alert's threshold")
        .register(registry);
    reconnects(registry, "stream", lostStreams);
    reconnects(registry, "connection", lostConnections);
    Gauge.builder("voltstream.simulator.streams", openStreams, AtomicInteger::get)
        .description("Vehicles with an open stream")
        .register(registry);
    ackTime =
        Timer.builder("voltstream.simulator.ack.time")
            .description("From the scheduled send to the positive ack")
            .serviceLevelObjectives(
                DoubleStream.of(BUCKETS_MS)
                    .mapToObj(ms -> Duration.ofNanos((long) (ms * 1e6)))
                    .toArray(Duration[]::new))
            .register(registry);
  }

  private static void batches(
      MeterRegistry registry, String what, LongAdder count, String description) {
    FunctionCounter.builder("voltstream.simulator.batches." + what, count, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  private static void reconnects(MeterRegistry registry, String what, LongAdder count) {
    FunctionCounter.builder("voltstream.simulator.reconnects", count, LongAdder::sum)
        .description("Streams and connections that broke and are tried again")
        .tag("what", what)
        .register(registry);
  }

  void made() {
    made.increment();
  }

  void written(boolean first) {
    (first ? sent : resent).increment();
  }

  void acked(long nanos) {
    acked.increment();
    ackTime.record(nanos, TimeUnit.NANOSECONDS);
    ackMicros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  /** The whole fleet is up: percentiles begin anew, without the start of the process. */
  void fleetUp() {
    ackMicros.reset();
  }

  void rejected() {
    rejected.increment();
  }

  /** An injected fault has reached its threshold. */
  void episodeRaised() {
    episodes.increment();
  }

  void dropped() {
    dropped.increment();
  }

  void streamOpened() {
    openStreams.incrementAndGet();
  }

  void streamClosed() {
    openStreams.decrementAndGet();
  }

  void streamLost() {
    lostStreams.increment();
  }

  void connectionLost() {
    lostConnections.increment();
  }

  int openStreams() {
    return openStreams.get();
  }

  long unacknowledged() {
    return made.sum() - acked.sum() - rejected.sum() - dropped.sum();
  }

  SimulatorTotals totals() {
    return new SimulatorTotals(
        sent.sum(),
        acked.sum(),
        rejected.sum(),
        resent.sum(),
        dropped.sum(),
        unacknowledged(),
        ackMs(50),
        ackMs(99),
        ackMs(99.9),
        episodes.sum());
  }

  private double ackMs(double percentile) {
    return ackMicros.getValueAtPercentile(percentile) / 1_000.0;
  }
}
