package io.voltstream.alert;

import java.util.Arrays;

/**
 * One vehicle's alerts: for each rule when it was last judged, when it last changed and whether an
 * episode is open. Times are the vehicle's, in Unix milliseconds. Not thread-safe.
 */
final class VehicleState {
  /** The time of what has not happened. */
  static final long NEVER = Long.MIN_VALUE;

  private final long[] judgedAt;
  private final long[] changedAt;
  private final long[] raisedAt;
  private final double[] raisedBy;
  private final boolean[] open;
  private int openCount;
  private long seenAt = NEVER;
  private boolean recorded;

  /**
   * @param rules how many rules there are
   */
  VehicleState(int rules) {
    judgedAt = never(rules);
    changedAt = never(rules);
    raisedAt = never(rules);
    raisedBy = new double[rules];
    open = new boolean[rules];
  }

  private static long[] never(int rules) {
    long[] times = new long[rules];
    Arrays.fill(times, NEVER);
    return times;
  }

  /** Judges a reading by a rule and remembers what follows from it. */
  Verdict judge(Rule rule, double value, long time) {
    int slot = rule.slot();
    if (time <= judgedAt[slot]) {
      return Verdict.LATE;
    }
    judgedAt[slot] = time;
    if (!open[slot] && rule.threshold().raises(value)) {
      raise(slot, time, value);
      return Verdict.RAISED;
    }
    if (open[slot] && rule.threshold().clears(value)) {
      open[slot] = false;
      openCount--;
      changedAt[slot] = time;
      return Verdict.RESOLVED;
    }
    return Verdict.UNCHANGED;
  }

  private void raise(int slot, long time, double value) {
    open[slot] = true;
    openCount++;
    changedAt[slot] = time;
    raisedAt[slot] = time;
    raisedBy[slot] = value;
  }

  /** Takes an open episode from a record of an earlier owner. */
  void restoreOpen(Rule rule, long time, double value) {
    judgedAt[rule.slot()] = time;
    raise(rule.slot(), time, value);
  }

  /** Takes the end of the last episode from a record: what is older must not raise it again. */
  void restoreResolved(Rule rule, long time) {
    judgedAt[rule.slot()] = time;
    changedAt[rule.slot()] = time;
  }

  /** This state with every rule that has changed later in the other one. */
  VehicleState newest(VehicleState other) {
    for (int slot = 0; slot < changedAt.length; slot++) {
      if (other.changedAt[slot] > changedAt[slot]) {
        take(other, slot);
      }
    }
    return this;
  }

  private void take(VehicleState other, int slot) {
    openCount += (other.open[slot] ? 1 : 0) - (open[slot] ? 1 : 0);
    open[slot] = other.open[slot];
    judgedAt[slot] = other.judgedAt[slot];
    changedAt[slot] = other.changedAt[slot];
    raisedAt[slot] = other.raisedAt[slot];
    raisedBy[slot] = other.raisedBy[slot];
  }

  boolean isOpen(Rule rule) {
    return open[rule.slot()];
  }

  int openCount() {
    return openCount;
  }

  /** When the last episode, open or not, began. */
  long raisedAt(Rule rule) {
    return raisedAt[rule.slot()];
  }

  /** The reading that raised the last episode. */
  double raisedBy(Rule rule) {
    return raisedBy[rule.slot()];
  }

  /** When it was last raised or resolved, or {@link #NEVER}. */
  long changedAt(Rule rule) {
    return changedAt[rule.slot()];
  }

  /**
   * When a batch of it last came, in the partition's time; {@link #NEVER} since it was restored.
   */
  long seenAt() {
    return seenAt;
  }

  void seen(long now) {
    seenAt = now;
  }

  /** Whether the state topic has, or will have, a record of it. */
  boolean isRecorded() {
    return recorded;
  }

  void recorded() {
    recorded = true;
  }
}
