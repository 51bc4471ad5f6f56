package io.voltstream.spine;

/** What a {@link GroupConsumer} does with its records. Every method is called on its one thread. */
public interface RecordWorker {
  /**
   * Takes one record. The worker answers for it, some time and from any thread, with {@link
   * PartitionLease#finished} over a span of offsets that includes it.
   *
   * @param lease the assignment that the record came with
   * @param offset the record's offset; offsets of one lease come in ascending order
   * @param receivedAt the record's Kafka timestamp: Unix milliseconds of receipt
   * @param key may be null
   * @param value may be null
   */
  void take(PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value);

  /**
   * Called after every poll, at most 100 ms apart: the place to hand on what has waited long
   * enough.
   *
   * @param nowNanos {@link System#nanoTime}
   */
  void tick(long nowNanos);

  /** Hands on everything that it holds, now: a partition is being given up or the node stops. */
  void flush();

  /** The assignment is over: nothing of it comes any more, and what is finished has no effect. */
  default void released(PartitionLease lease) {}

  /** True while the worker can take no more: the consumer stops fetching but keeps polling. */
  boolean isFull();
}
