package io.voltstream.spine;

/**
 * A record that cannot be processed, with where it came from.
 *
 * @param topic the topic it was read from
 * @param partition its partition there
 * @param offset its offset there
 * @param receivedAt its Kafka timestamp, Unix milliseconds
 * @param key may be null
 * @param value may be null
 * @param reason what kind of failure it is
 * @param detail one line for people, for example the database's answer
 */
public record DeadLetter(
    String topic,
    int partition,
    long offset,
    long receivedAt,
    byte[] key,
    byte[] value,
    DeadLetterReason reason,
    String detail) {}
