package io.voltstream.ingest;

import io.voltstream.spine.Delivery;

/**
 * The place of one batch in its stream's line of acks. The producer's thread only marks it; the
 * stream's event loop reads the mark and answers.
 */
final class BatchSlot implements Delivery {
  private final VehicleStream stream;
  private final long sequence;
  private final int bytes;
  private final long arrivedNanos;
  private volatile State state = State.WAITING;
  private String message;

  /** What is known of the batch. */
  enum State {
    WAITING,
    DELIVERED,
    REFUSED,
    NOT_SENT,
    UNCONFIRMED
  }

  BatchSlot(VehicleStream stream, long sequence, int bytes, long arrivedNanos) {
    this.stream = stream;
    this.sequence = sequence;
    this.bytes = bytes;
    this.arrivedNanos = arrivedNanos;
  }

  @Override
  public void delivered() {
    state = State.DELIVERED;
    stream.slotMarked();
  }

  @Override
  public void notSent() {
    // On the event loop, inside of send(): the caller looks at the line right afterwards.
    state = State.NOT_SENT;
  }

  @Override
  public void unconfirmed() {
    state = State.UNCONFIRMED;
    stream.slotMarked();
  }

  /** Event loop only: the batch will never be sent. */
  void refuse(String why) {
    message = why;
    state = State.REFUSED;
  }

  State state() {
    return state;
  }

  /** Why it was refused. */
  String message() {
    return message;
  }

  long sequence() {
    return sequence;
  }

  int bytes() {
    return bytes;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - arrivedNanos;
  }
}
