package io.voltstream.tsdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the database found.
 *
 * @param product what it is, with its version
 * @param clock its time when it was asked, when it tells
 * @param stored what there is of ours in it, in words
 * @param faults why nothing could be stored, each with what to do
 */
public record DatabaseReport(
    String product, Optional<Instant> clock, String stored, List<String> faults) {}
