package io.voltstream.ingest;

import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.TelemetryProducer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the streams of one event loop share: the reader, the way to Kafka, the budget of bytes in
 * flight, and the reasons to stop reading. Not thread-safe.
 */
final class StreamHost {
  /** What unfinished messages of one event loop may hold, from one sweep to the next. */
  private static final long MAX_PARTIAL_BYTES = 64L << 20;

  private final BatchReader reader = new BatchReader(SignalCatalogue.load());
  private final AckWriter acks = new AckWriter();
  private final Set<VehicleStream> streams = new HashSet<>();
  private final TelemetryProducer producer;
  private final UnknownSensors unknownSensors;
  private final IngestMetrics metrics;
  private final InFlightBudget budget;
  private final long maxEventAgeMs;
  private final int maxStreams;
  private boolean held;
  private boolean draining;

  /**
   * @param maxStreams streams of the whole node, which the metrics count
   */
  StreamHost(
      IngestConfig config,
      TelemetryProducer producer,
      UnknownSensors unknownSensors,
      IngestMetrics metrics) {
    this.producer = producer;
    this.unknownSensors = unknownSensors;
    this.metrics = metrics;
    // All loops together stay below half of the producer's buffer, so that send() finds room.
    this.budget =
        new InFlightBudget(TelemetryProducer.BUFFER_BYTES / 2 / config.eventLoops(), metrics);
    this.maxEventAgeMs = config.maxEventAge().toMillis();
    this.maxStreams = config.maxStreams();
  }

  /** Counts a stream in and opens it; false when the node has as many as it may. */
  boolean open(VehicleStream stream) {
    if (!metrics.streamOpened(maxStreams)) {
      return false;
    }
    streams.add(stream);
    stream.open();
    return true;
  }

  void closed(VehicleStream stream, StreamEnd how) {
    streams.remove(stream);
    metrics.streamClosed(how);
  }

  /** Reads a batch into {@link #reader} and says whether it may pass. */
  BatchCheck check(byte[] batch) {
    BatchCheck check =
        reader.read(batch, 0, batch.length, System.currentTimeMillis(), maxEventAgeMs);
    return check == BatchCheck.ACCEPTED && !unknownSensors.admit(reader)
        ? BatchCheck.TOO_MANY_UNKNOWN_SENSORS
        : check;
  }

  BatchReader reader() {
    return reader;
  }

  AckWriter acks() {
    return acks;
  }

  IngestMetrics metrics() {
    return metrics;
  }

  void send(byte[] vehicleId, byte[] batch, BatchSlot slot) {
    producer.send(vehicleId, batch, System.currentTimeMillis(), slot);
  }

  void take(int bytes) {
    if (budget.take(bytes)) {
      regulateAll();
    }
  }

  void giveBack(int bytes) {
    if (budget.giveBack(bytes)) {
      regulateAll();
    }
  }

  boolean mayRead() {
    return !held && !draining && !budget.isExhausted();
  }

  boolean isDraining() {
    return draining;
  }

  /** Stops reading, or goes on, for a reason outside the streams: the disk. */
  void hold(boolean now) {
    if (held != now) {
      held = now;
      regulateAll();
    }
  }

  /** Stops reading for good: each stream ends when its last ack has been sent. */
  void drain() {
    draining = true;
    regulateAll();
  }

  boolean isEmpty() {
    return streams.isEmpty();
  }

  /** Looks for streams that do not move, and for too many messages that have begun. */
  void sweep(long nowNanos) {
    List.copyOf(streams).forEach(stream -> stream.sweep(nowNanos));
    long partial = streams.stream().mapToLong(VehicleStream::partialBytes).sum();
    if (partial > MAX_PARTIAL_BYTES) {
      List<VehicleStream> largestFirst =
          streams.stream()
              .sorted(Comparator.comparingLong(VehicleStream::partialBytes).reversed())
              .toList();
      for (VehicleStream stream : largestFirst) {
        if (partial <= MAX_PARTIAL_BYTES) {
          return;
        }
        partial -= stream.partialBytes();
        stream.endStalled();
      }
    }
  }

  private void regulateAll() {
    // A copy: a draining stream that ends takes itself out of the set.
    List.copyOf(streams).forEach(VehicleStream::regulate);
  }
}
