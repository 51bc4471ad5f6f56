package io.voltstream.sse;

import static io.voltstream.contract.BatchReader.MAX_BATCH_BYTES;

import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.PartitionLease;
import io.voltstream.spine.RecordWorker;
import io.voltstream.sse.LiveMetrics.Skipped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reads batches for the map on the consumer's thread and publishes what has changed five times a
 * second. Nothing is kept of a record, so it is finished at once and the worker is never full.
 */
final class LiveWorker implements RecordWorker {
  private static final long FRAME_MS = 200;
  private static final long FORGET_MS = 2_000;

  private final BatchReader reader;
  private final Conflation conflation;
  private final FrameChannel channel;
  private final long ttlMillis;
  private final LiveMetrics metrics;
  private long now = SseServer.ticks();
  private long frameDue = now;
  private long forgetDue = now;
  private PartitionLease lease;
  private long from;
  private long to;

  LiveWorker(SignalCatalogue catalogue, FrameChannel channel, Duration ttl, LiveMetrics metrics) {
    this.reader = new BatchReader(catalogue);
    this.conflation = new Conflation(catalogue);
    this.channel = channel;
    this.ttlMillis = ttl.toMillis();
    this.metrics = metrics;
  }

  @Override
  public void take(PartitionLease owner, long offset, long receivedAt, byte[] key, byte[] value) {
    if (owner != lease) {
      flush();
      lease = owner;
      from = offset;
    }
    to = offset + 1;
    switch (check(value, receivedAt)) {
      case ACCEPTED -> conflate(value, receivedAt);
      case TIMESTAMP_IN_FUTURE -> metrics.skipped(Skipped.IN_FUTURE);
      default -> metrics.skipped(Skipped.MALFORMED);
    }
  }

  private BatchCheck check(byte[] value, long receivedAt) {
    return value == null || value.length > MAX_BATCH_BYTES
        ? BatchCheck.MALFORMED
        : reader.read(value, 0, value.length, receivedAt, Long.MAX_VALUE);
  }

  private void conflate(byte[] value, long receivedAt) {
    metrics.batch();
    switch (conflation.take(reader, value, receivedAt, now)) {
      case TAKEN -> {}
      case LATE -> metrics.skipped(Skipped.LATE);
      case FLEET_FULL -> metrics.skipped(Skipped.FLEET_FULL);
    }
  }

  @Override
  public void tick(long nowNanos) {
    now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
    flush();
    if (now - frameDue >= 0 && channel.isFree(conflation)) {
      channel.publish(conflation, now);
      // In step with the frames before, unless one was missed.
      frameDue = frameDue + FRAME_MS - now > 0 ? frameDue + FRAME_MS : now + FRAME_MS;
    }
    if (now - forgetDue >= 0) {
      conflation.forget(now - ttlMillis);
      forgetDue = now + FORGET_MS;
    }
  }

  /** Reports what was taken as finished. */
  @Override
  public void flush() {
    if (lease != null) {
      lease.finished(from, to);
      lease = null;
    }
  }

  @Override
  public boolean isFull() {
    return false;
  }
}
