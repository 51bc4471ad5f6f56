package io.voltstream.tsdb;

import io.voltstream.contract.Signal;

/**
 * The lowest pressure of one wheel.
 *
 * @param signal which wheel
 * @param pressure in the signal's unit
 * @param timestamp when it was measured, Unix milliseconds; the begin of the minute or hour where
 *     only a rollup knows. Of several times, any.
 */
public record LowPressure(String vin, Signal signal, double pressure, long timestamp) {}
