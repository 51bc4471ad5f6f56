package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The vehicles that went, as events, one piece for each sweep. Kept for longer than a client may be
 * behind, so that none misses one, unless so many go that {@link #KEPT_BYTES} do not hold them. One
 * thread at a time.
 */
final class GoneLog {
  static final long KEPT_MS = 2 * StreamSocket.BEHIND_LIMIT_MS;

  /** Some 200,000 vehicles: who invents ids does not fill the memory with those that went. */
  static final int KEPT_BYTES = 16 << 20;

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private final SseText text = new SseText();
  private long next;
  private long kept;

  private record Piece(long number, long at, Buffer events) {}

  /**
   * @param at the clock that clients stand still by, in milliseconds
   */
  void add(List<LiveVehicle> gone, long at) {
    while (!pieces.isEmpty() && at - pieces.getFirst().at() > KEPT_MS) {
      dropOldest();
    }
    if (gone.isEmpty()) {
      return;
    }
    text.clear();
    for (LiveVehicle vehicle : gone) {
      text.raw("event: gone\ndata: {\"vin\":").quoted(vehicle.vin());
      text.raw(",\"timestamp\":").whole(vehicle.timestamp()).raw("}\n\n");
    }
    Buffer events = Buffer.buffer(text.toString());
    pieces.addLast(new Piece(next++, at, events));
    kept += events.length();
    // The newest stays, however long it is: nobody had a chance to read it.
    while (kept > KEPT_BYTES && pieces.size() > 1) {
      dropOldest();
    }
  }

  private void dropOldest() {
    kept -= pieces.removeFirst().events().length();
  }

  /** Whether all pieces from a number on are at hand. */
  boolean reaches(long number) {
    return number == next || !pieces.isEmpty() && number >= pieces.getFirst().number();
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
