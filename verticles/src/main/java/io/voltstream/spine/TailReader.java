package io.voltstream.spine;

import java.util.List;

/**
 * Where a {@link TopicTail} hands what it reads, on its one thread; the next records come when
 * {@link #take} has returned.
 */
public interface TailReader {
  /**
   * Said before the first records, and again when the topic has got partitions.
   *
   * @param next the next offset of each partition; what lies before a partition's first is no
   *     longer at hand
   */
  void begins(long[] next);

  /**
   * Takes records, of each partition in the order of the log. An offset that is not beyond the one
   * before says that the log was cut and grows anew.
   */
  void take(List<TailRecord> records);
}
