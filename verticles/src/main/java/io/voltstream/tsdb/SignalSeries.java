package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import java.util.List;

/**
 * One signal of one vehicle over a range.
 *
 * @param steps one for each step of the range
 */
public record SignalSeries(Signal signal, List<Aggregate> steps) {}
