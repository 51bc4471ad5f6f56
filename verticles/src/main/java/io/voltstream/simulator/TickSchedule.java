package io.voltstream.simulator;

import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is to measure, and when: one vehicle after the other, spread evenly over the
 * period, again and again. The fleet drives off little by little, so that a server that has just
 * started meets the full load only when it has warmed up.
 */
final class TickSchedule {
  private static final long DRIVING_OFF_PER_SECOND = 200;
  private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int vehicles;
  private final long periodNanos;
  private final long startRounds;
  private long round;
  private int vehicle;

  TickSchedule(int vehicles, long periodNanos) {
    this.vehicles = vehicles;
    this.periodNanos = periodNanos;
    long startNanos = vehicles * TimeUnit.SECONDS.toNanos(1) / DRIVING_OFF_PER_SECOND;
    startRounds = Math.max(1, Math.min(LONGEST_START_NANOS, startNanos) / periodNanos);
  }

  /** The vehicle whose turn it is. */
  int vehicle() {
    return vehicle;
  }

  /** The number of its tick, from 1. */
  long sequence() {
    return round - firstRound(vehicle) + 1;
  }

  private long firstRound(int of) {
    return of * startRounds / vehicles;
  }

  /** When its turn is, in nanoseconds since the fleet's start. */
  long dueNanos() {
    return round * periodNanos + vehicle * periodNanos / vehicles;
  }

  /** Goes on to the next turn, which is never due before this one. */
  void next() {
    vehicle++;
    if (vehicle == vehicles || firstRound(vehicle) > round) {
      vehicle = 0;
      round++;
    }
  }
}
