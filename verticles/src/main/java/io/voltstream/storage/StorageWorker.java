package io.voltstream.storage;

import io.voltstream.spine.DeadLetterReason;
import io.voltstream.spine.PartitionLease;
import io.voltstream.spine.RecordWorker;
import io.voltstream.tsdb.Rendering;

/**
 * Turns records into lines on the consumer's thread and hands full or old writes to the writers.
 */
final class StorageWorker implements RecordWorker {
  /**
   * The most payload of one write but for its last record. What an instance holds is bounded by
   * this and its lines, times the writes of its {@link WriterPool}.
   */
  private static final long PAYLOAD_PER_WRITE = 8L << 20;

  private final RecordLines lines;
  private final WriterPool writers;
  private final int rowsPerWrite;
  private final long flushAfterNanos;
  private PendingWrite current;
  private long currentSince;
  private long now;

  StorageWorker(StorageConfig config, RecordLines lines, WriterPool writers) {
    this.lines = lines;
    this.writers = writers;
    this.rowsPerWrite = config.rowsPerWrite();
    this.flushAfterNanos = config.flushAfter().toNanos();
    this.now = System.nanoTime();
  }

  @Override
  public void take(PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value) {
    String malformed = lines.read(value);
    int rows = malformed == null ? lines.lines() : 0;
    PendingWrite write = writeFor(rows);
    Rendering rendering = malformed == null ? lines.render(write.lines()) : Rendering.RENDERED;
    TakenRecord record = write.add(lease, offset, receivedAt, key, value, rows);
    if (malformed != null) {
      record.refuse(DeadLetterReason.MALFORMED, malformed);
    } else if (rendering != Rendering.RENDERED) {
      record.refuse(DeadLetterReason.DATABASE_REFUSED, rendering.text());
    } else {
      record.happenedAt(lines.happenedAt());
    }
    if (write.rows() >= rowsPerWrite
        || write.size() >= rowsPerWrite
        || write.payloadBytes() >= PAYLOAD_PER_WRITE) {
      flush();
    }
  }

  private PendingWrite writeFor(int rows) {
    if (current != null && current.rows() + rows > rowsPerWrite) {
      flush();
    }
    if (current == null) {
      current = writers.take();
      // The clock of the last tick: early rather than late.
      currentSince = now;
    }
    return current;
  }

  @Override
  public void tick(long nowNanos) {
    now = nowNanos;
    // While all writers are busy it may as well go on filling.
    if (current != null && nowNanos - currentSince >= flushAfterNanos && writers.hasIdleThread()) {
      flush();
    }
  }

  @Override
  public void flush() {
    if (current != null && !current.isEmpty()) {
      writers.handOn(current);
      current = null;
    }
  }

  /** One record may need the rest of this write and a new one. */
  @Override
  public boolean isFull() {
    return writers.free() + (current == null ? 0 : 1) < 2;
  }
}
