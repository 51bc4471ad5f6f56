package io.voltstream.sse;

/** What a node that gets our frames has of them. Thread-safe. */
final class FramePeer {
  private Conflation.Mark has = Conflation.Mark.NOTHING;
  private Conflation.Mark underWay;
  private long goneAt;

  /**
   * @param goneAt when it counts as gone unless it is {@link #seen}, in milliseconds
   */
  FramePeer(long goneAt) {
    this.goneAt = goneAt;
  }

  /** Whether it may get a frame now. */
  synchronized boolean isFree() {
    return underWay == null;
  }

  /** What it has for certain. */
  synchronized Conflation.Mark has() {
    return has;
  }

  /** A frame is on its way; it will have this much once it has answered. */
  synchronized void sent(Conflation.Mark mark) {
    underWay = mark;
  }

  synchronized void answered() {
    has = underWay;
    underWay = null;
  }

  /** It did not answer: the next frame repeats what this one said. */
  synchronized void missed() {
    underWay = null;
  }

  synchronized void seen(long newGoneAt) {
    goneAt = newGoneAt;
  }

  synchronized boolean isGone(long now) {
    return now > goneAt;
  }
}
