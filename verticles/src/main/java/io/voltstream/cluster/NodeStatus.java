package io.voltstream.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a node says of itself.
 *
 * @param id names it, another one after each start
 * @param name what people call it
 * @param roles in the order in which it starts them
 * @param instances by role: members of the consumer group, or event loops
 * @param since when it started, in Unix milliseconds
 * @param ports by what answers there
 * @param lag by role: records behind; a role of which that is not known is absent
 * @param version of the program
 */
public record NodeStatus(
    String id,
    String name,
    List<String> roles,
    Map<String, Integer> instances,
    long since,
    Map<String, Integer> ports,
    Map<String, Long> lag,
    String version) {}
