package io.voltstream.storage;

/**
 * What this process did since it started.
 *
 * @param stored batches that are rows in the database
 * @param deadLettered batches and alerts that went to a dead-letter topic
 * @param lag records read or to be read whose work is not finished, and writes that cannot be
 *     queried yet; -1 while unknown
 */
public record StorageTotals(long stored, long deadLettered, long lag) {}
