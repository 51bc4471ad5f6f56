package io.voltstream.simulator;

import io.voltstream.contract.Signal;
import java.util.Locale;

/**
 * An injected fault has reached, or left, the range in which its signal alerts.
 *
 * @param vehicle the vehicle's number
 * @param timestamp of the batch with the reading, in Unix milliseconds
 */
record EpisodeChange(int vehicle, Signal signal, Step step, long timestamp) {
  /** Which way. */
  enum Step {
    RAISED,
    CLEARED;

    /** As in the episode log: lower case. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
