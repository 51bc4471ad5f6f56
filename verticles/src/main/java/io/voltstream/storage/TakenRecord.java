package io.voltstream.storage;

import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.DeadLetterReason;
import io.voltstream.spine.PartitionLease;

/** One Kafka record on its way into the database; used again for another. */
final class TakenRecord {
  private PartitionLease lease;
  private long offset;
  private long receivedAt;
  private long happenedAt;
  private byte[] key;
  private byte[] value;
  private DeadLetterReason refusedFor;
  private String detail;
  private int end;

  void set(PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value) {
    this.lease = lease;
    this.offset = offset;
    this.receivedAt = receivedAt;
    this.key = key;
    this.value = value;
    this.refusedFor = null;
    this.detail = null;
  }

  /**
   * @param time the vehicle's time of what the record says, in Unix milliseconds
   */
  void happenedAt(long time) {
    happenedAt = time;
  }

  long happenedAt() {
    return happenedAt;
  }

  /** When the record came onto the log, in Unix milliseconds. */
  long receivedAt() {
    return receivedAt;
  }

  /** Lets go of what it refers to. */
  void clear() {
    set(null, 0, 0, null, null);
  }

  /** It will never be a row: it belongs into the dead-letter topic. */
  void refuse(DeadLetterReason reason, String why) {
    refusedFor = reason;
    detail = why;
  }

  boolean isRefused() {
    return refusedFor != null;
  }

  DeadLetter letter(String topic) {
    return new DeadLetter(
        topic, lease.partition(), offset, receivedAt, key, value, refusedFor, detail);
  }

  PartitionLease lease() {
    return lease;
  }

  long offset() {
    return offset;
  }

  /** Where its lines end in the write's bytes. */
  int end() {
    return end;
  }

  void end(int end) {
    this.end = end;
  }
}
