package io.voltstream.storage;

import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.PartitionLease;
import io.voltstream.tsdb.LineBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one write and their lines. Filled by one thread, then handed to another, then used
 * again: a row costs no allocation.
 */
final class PendingWrite {
  private final LineBuffer lines = new LineBuffer();
  private final List<TakenRecord> records = new ArrayList<>();
  private int size;
  private int rows;
  private long payloadBytes;

  /** Where the lines go. */
  LineBuffer lines() {
    return lines;
  }

  /** Adds a record whose lines, if it has any, are at the end of {@link #lines()} by now. */
  TakenRecord add(
      PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value, int itsRows) {
    if (size == records.size()) {
      records.add(new TakenRecord());
    }
    TakenRecord record = records.get(size++);
    record.set(lease, offset, receivedAt, key, value);
    record.end(lines.length());
    rows += itsRows;
    payloadBytes += value == null ? 0 : value.length;
    return record;
  }

  int size() {
    return size;
  }

  /** Lines of the database's protocol, at least one per record that is not refused. */
  int rows() {
    return rows;
  }

  /** Bytes of the records' values, which stay in memory until the write is done. */
  long payloadBytes() {
    return payloadBytes;
  }

  boolean isEmpty() {
    return size == 0;
  }

  TakenRecord record(int index) {
    return records.get(index);
  }

  /** Where the lines of a record begin; for {@link #size()}, where all lines end. */
  int begin(int index) {
    return index == 0 ? 0 : records.get(index - 1).end();
  }

  /** Those of its records that will never be a row. */
  List<DeadLetter> letters(String topic) {
    return records.subList(0, size).stream()
        .filter(TakenRecord::isRefused)
        .map(record -> record.letter(topic))
        .toList();
  }

  /** Reports every record as finished, neighbours of one partition together. */
  void finish() {
    int first = 0;
    for (int i = 1; i <= size; i++) {
      TakenRecord before = records.get(i - 1);
      if (i == size
          || records.get(i).lease() != before.lease()
          || records.get(i).offset() != before.offset() + 1) {
        before.lease().finished(records.get(first).offset(), before.offset() + 1);
        first = i;
      }
    }
  }

  void clear() {
    records.subList(0, size).forEach(TakenRecord::clear);
    lines.clear();
    size = 0;
    rows = 0;
    payloadBytes = 0;
  }
}
