package io.voltstream.spine;

/**
 * Who reads from a topic.
 *
 * @param role what the records are read for; the same on every node, for metrics
 * @param group the Kafka consumer group
 * @param clientId names the member in Kafka's and our metrics
 */
public record GroupMember(String role, String group, String clientId) {}
