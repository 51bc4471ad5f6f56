package io.voltstream.simulator;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One vehicle's batches that are not acknowledged: those that wait to be sent, lowest sequence
 * first, and those that were sent on the present stream, in the order in which they were. Not
 * thread-safe.
 */
final class AckWindow {
  /** Batches on their way on one stream; no more than ingest takes without an ack. */
  static final int MAX_IN_FLIGHT = 256;

  private final int limit;
  private final PriorityQueue<Batch> waiting =
      new PriorityQueue<>(2, Comparator.comparingLong(Batch::sequence));
  private final ArrayDeque<Batch> inFlight = new ArrayDeque<>(2);

  /**
   * @param limit how many batches are kept at most; half of them may be in flight
   */
  AckWindow(int limit) {
    this.limit = limit;
  }

  /**
   * Takes a batch to be sent.
   *
   * @return the batch that was given up for it: the oldest that waits, when there are too many. One
   *     that is in flight is never given up, its ack may be on its way
   */
  Optional<Batch> add(Batch batch) {
    waiting.add(batch);
    return waiting.size() + inFlight.size() > limit
        ? Optional.of(waiting.remove())
        : Optional.empty();
  }

  /** Whether there is a batch that may be sent now. */
  boolean hasNext() {
    return !waiting.isEmpty() && inFlight.size() < Math.min(MAX_IN_FLIGHT, limit / 2);
  }

  /** The next batch to write; it is in flight from now on. */
  Batch next() {
    Batch batch = waiting.remove();
    inFlight.add(batch);
    return batch;
  }

  /**
   * The batch that an answer belongs to, which leaves the window.
   *
   * @param sequence of the answer; 0 when the server does not number its answers
   * @return empty when the answer is not to the batch whose turn it is
   */
  Optional<Batch> answered(long sequence) {
    Batch first = inFlight.peek();
    if (first == null || sequence != 0 && sequence != first.sequence()) {
      return Optional.empty();
    }
    inFlight.remove();
    return Optional.of(first);
  }

  /** Puts a batch back that was answered and is to be sent again. */
  void again(Batch batch) {
    waiting.add(batch);
  }

  /** The stream is gone: what was in flight waits again. */
  void streamLost() {
    waiting.addAll(inFlight);
    inFlight.clear();
  }

  /** Whether an answer is owed. */
  boolean isAwaitingAnswer() {
    return !inFlight.isEmpty();
  }

  boolean isEmpty() {
    return waiting.isEmpty() && inFlight.isEmpty();
  }
}
