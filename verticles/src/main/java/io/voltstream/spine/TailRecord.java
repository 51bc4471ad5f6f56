package io.voltstream.spine;

/**
 * One record of a topic that is read by a {@link TopicTail}.
 *
 * @param value may be null
 */
public record TailRecord(int partition, long offset, byte[] value) {}
