package io.voltstream.sse;

import java.util.ArrayDeque;

/** Batches per second over the last seconds, from the frames in which they came. */
final class EventRate {
  private static final long WINDOW_MS = 5_000;

  /** Longer than this after a frame, the silence counts too. */
  private static final long SILENCE_MS = 1_000;

  private final ArrayDeque<Frame> frames = new ArrayDeque<>();

  private record Frame(long at, long batches) {}

  void add(long at, long batches) {
    frames.addLast(new Frame(at, batches));
    forget(at);
  }

  /**
   * @param now the clock that {@link #add} was told, in milliseconds
   */
  long perSecond(long now) {
    forget(now);
    if (frames.size() < 2) {
      return 0;
    }
    long last = frames.getLast().at();
    long span = (now - last > SILENCE_MS ? now : last) - frames.getFirst().at();
    // What the first frame holds happened before the span.
    long batches = frames.stream().skip(1).mapToLong(Frame::batches).sum();
    return span <= 0 ? 0 : Math.round(batches * 1_000.0 / span);
  }

  private void forget(long now) {
    while (!frames.isEmpty() && now - frames.getFirst().at() > WINDOW_MS) {
      frames.removeFirst();
    }
  }
}
