package io.voltstream.simulator;

import io.voltstream.contract.ServerAck;

/** One vehicle's batches from the tick to their last answer. Lives on the fleet's event loop. */
final class Outbox {
  private final String vehicleId;
  private final BatchEncoder encoder;
  private final AckWindow window;
  private final FleetLedger ledger;
  private boolean acked;

  /** What an answer means for the stream that it came on. */
  enum Answer {
    /** The batch is done with. */
    SETTLED,
    /** The batch is to be sent again when the server says so. */
    AGAIN_LATER,
    /** It does not belong to the batch whose turn it is. */
    OUT_OF_ORDER
  }

  Outbox(String vehicleId, long session, int limit, FleetLedger ledger) {
    this.vehicleId = vehicleId;
    this.encoder = new BatchEncoder(vehicleId, session);
    this.window = new AckWindow(limit);
    this.ledger = ledger;
  }

  void add(Batch batch) {
    ledger.made();
    window.add(batch).ifPresent(oldest -> ledger.dropped(vehicleId, oldest));
  }

  boolean hasNext() {
    return window.hasNext();
  }

  /** The bytes of the next batch, which counts as written now. */
  byte[] next() {
    Batch batch = window.next();
    ledger.written(batch);
    return encoder.encode(batch);
  }

  Answer answered(ServerAck ack) {
    Batch batch = window.answered(ack.getSequence()).orElse(null);
    if (batch == null) {
      return Answer.OUT_OF_ORDER;
    }
    if (ack.getSuccess()) {
      ledger.acked(vehicleId, batch, !acked);
      acked = true;
    } else if (ack.getRetryAfterMs() > 0) {
      window.again(batch);
      return Answer.AGAIN_LATER;
    } else {
      ledger.rejected(vehicleId, batch, ack.getErrorMessage());
    }
    return Answer.SETTLED;
  }

  /** What was not answered is to be sent again. */
  void streamLost() {
    window.streamLost();
  }

  boolean isAwaitingAnswer() {
    return window.isAwaitingAnswer();
  }
}
