package io.voltstream.alert;

/**
 * What this process did since it started, every episode counted once however often it was written.
 *
 * @param raised episodes whose begin is on Kafka
 * @param resolved episodes whose end is on Kafka
 */
public record AlertTotals(long raised, long resolved) {}
