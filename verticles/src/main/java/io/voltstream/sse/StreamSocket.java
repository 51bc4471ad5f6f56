package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * The socket of one stream, and whether its client still reads. One event loop; {@code now} is a
 * clock that never steps, in milliseconds.
 */
final class StreamSocket {
  /** A client that takes nothing for longer is taken for dead. */
  static final long DRAIN_LIMIT_MS = 30_000;

  /** Who takes a little now and then but is behind for longer will not catch up. */
  static final long BEHIND_LIMIT_MS = 300_000;

  /** What is long goes in pieces: each that is gone shows that the client reads. */
  static final int PIECE_BYTES = 16 << 10;

  private static final long NOT_FULL = Long.MIN_VALUE;

  private final WriteStream<Buffer> out;
  private final Runnable cut;
  private final long drainLimit;
  private long fullSince = NOT_FULL;

  /** How many pieces the client's side took, now and when that was last looked at. */
  private long taken;

  private long takenThen;
  private long movedAt;

  /**
   * @param cut ends the connection without waiting for what is queued
   * @param drainLimit milliseconds, usually {@link #DRAIN_LIMIT_MS}
   */
  StreamSocket(WriteStream<Buffer> out, Runnable cut, long drainLimit) {
    this.out = out;
    this.cut = cut;
    this.drainLimit = drainLimit;
  }

  /** Whether what is queued has to go first. */
  boolean isFull(long now) {
    if (!out.writeQueueFull()) {
      fullSince = NOT_FULL;
      return false;
    }
    if (fullSince == NOT_FULL) {
      fullSince = now;
      movedAt = now;
    }
    if (taken != takenThen) {
      takenThen = taken;
      movedAt = now;
    }
    return true;
  }

  /** Whether the client has not read for so long that it is taken for dead. */
  boolean isDead(long now) {
    return isFull(now) && (now - movedAt > drainLimit || now - fullSince > BEHIND_LIMIT_MS);
  }

  void write(Buffer events) {
    for (int from = 0; from < events.length(); from += PIECE_BYTES) {
      int to = Math.min(events.length(), from + PIECE_BYTES);
      // A failure is a lost connection: the close handler sees it too.
      out.write(to - from == events.length() ? events : events.slice(from, to))
          .onSuccess(v -> taken++);
    }
  }

  /** Ends the connection at once. */
  void cut() {
    cut.run();
  }

  /** Ends the stream after what is queued. */
  void end() {
    out.end();
  }
}
