package io.voltstream.sse;

import java.util.HashMap;
import java.util.Map;

/** The frames of one moment: nodes that have the same get the same bytes, encoded once. */
final class FrameCopies {
  private final Conflation conflation;
  private final long origin;
  private final long now;
  private final Map<Conflation.Mark, byte[]> frames = new HashMap<>();

  FrameCopies(Conflation conflation, long origin, long now) {
    this.conflation = conflation;
    this.origin = origin;
    this.now = now;
  }

  byte[] since(Conflation.Mark mark) {
    return frames.computeIfAbsent(mark, has -> conflation.frame(origin, has, now));
  }
}
