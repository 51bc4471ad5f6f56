package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The vehicles that went, as events, one piece for each sweep. Kept for longer than a client may be
 * behind, so that none misses one. One thread at a time.
 */
final class GoneLog {
  static final long KEPT_MS = 2 * StreamSocket.BEHIND_LIMIT_MS;

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private final SseText text = new SseText();
  private long next;

  private record Piece(long number, long at, Buffer events) {}

  /**
   * @param at the clock that clients stand still by, in milliseconds
   */
  void add(List<LiveVehicle> gone, long at) {
    while (!pieces.isEmpty() && at - pieces.getFirst().at() > KEPT_MS) {
      pieces.removeFirst();
    }
    if (gone.isEmpty()) {
      return;
    }
    text.clear();
    for (LiveVehicle vehicle : gone) {
      text.raw("event: gone\ndata: {\"vin\":").quoted(vehicle.vin());
      text.raw(",\"timestamp\":").whole(vehicle.timestamp()).raw("}\n\n");
    }
    pieces.addLast(new Piece(next++, at, Buffer.buffer(text.toString())));
  }

  /** Number that the next piece will get. */
  long next() {
    return next;
  }

  /** The pieces from a number on, oldest first. */
  List<Buffer> since(long number) {
    return pieces.stream().filter(p -> p.number() >= number).map(Piece::events).toList();
  }

  /** How many pieces are kept. */
  int size() {
    return pieces.size();
  }
}
