package io.voltstream.tsdb;

import io.voltstream.contract.AlertThreshold.Level;

/**
 * How many episodes were raised.
 *
 * @param hour the hour's begin, Unix milliseconds
 * @param count episodes, each once
 */
public record AlertCount(Level level, String rule, long hour, long count) {}
