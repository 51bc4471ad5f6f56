package io.voltstream.ingest;

import java.util.concurrent.TimeUnit;

/** How long a stream has not read its acks, or has left a message unfinished. */
final class StallClock {
  /** After this long without progress a stream is ended. */
  static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long NEVER = -1;

  private long unreadSince = NEVER;
  private long midMessageSince = NEVER;
  private long lastConsumed;

  /** Some acks were read: a slow reader is not a dead one. */
  void acksRead() {
    unreadSince = NEVER;
  }

  /** Whether acks have been unread for too long. */
  boolean acksUnread(boolean unread, long now) {
    unreadSince = unread ? since(unreadSince, now) : NEVER;
    return unread && now - unreadSince > LIMIT_NANOS;
  }

  /**
   * Whether one message has been unfinished for too long; a byte now and then does not help.
   *
   * @param consumedBytes bytes of all finished messages
   */
  boolean midMessage(boolean unfinished, long consumedBytes, long now) {
    boolean same = unfinished && consumedBytes == lastConsumed;
    lastConsumed = consumedBytes;
    midMessageSince = same ? since(midMessageSince, now) : NEVER;
    return same && now - midMessageSince > LIMIT_NANOS;
  }

  private static long since(long since, long now) {
    return since == NEVER ? now : since;
  }
}
