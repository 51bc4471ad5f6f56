package io.voltstream.spine;

/** Told once what became of a record: mark and return, the producer's thread is waiting. */
public interface Delivery {
  /** Kafka has the record: all in-sync replicas, once. Called on the producer's thread. */
  void delivered();

  /** The record never left: the buffer is full or the producer has failed. Called while sending. */
  void notSent();

  /**
   * It is not known whether Kafka has the record, for example because no broker answered in time:
   * send it again. Called on the producer's thread.
   */
  void unconfirmed();
}
