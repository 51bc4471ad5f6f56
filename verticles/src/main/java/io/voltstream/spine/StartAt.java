package io.voltstream.spine;

/** Where a {@link GroupConsumer} begins to read a partition that it is given. */
public enum StartAt {
  /** After what the group has finished; at the beginning when it has never read the partition. */
  COMMITTED,
  /** At the end: only what comes from now on matters. */
  END
}
