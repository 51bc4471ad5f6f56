package io.voltstream.spine;

import java.util.List;
import java.util.Optional;

/**
 * What a look at Kafka found.
 *
 * @param brokers how many it has
 * @param release what it says of its release, in words
 * @param topics ours, whether they are there or not
 * @param fault why no node would start with these topics, and what to do
 */
public record KafkaReport(
    int brokers, String release, List<TopicReport> topics, Optional<String> fault) {}
