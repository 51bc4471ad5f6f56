package io.voltstream.contract;

import io.voltstream.contract.AlertThreshold.Level;

/**
 * One record of telemetry-alerts: an episode of one rule, vehicle and signal was raised or
 * resolved.
 *
 * @param vehicleId the vehicle
 * @param type raised, as which level, or resolved
 * @param message what people read
 * @param value the reading that raised or resolved it, in {@code unit}
 * @param timestamp the vehicle's time of that reading, in Unix milliseconds
 * @param id the episode: the same when raised and when resolved, and whenever it is computed anew
 * @param rule the rule's name
 * @param signal alias of the signal
 * @param level how bad the episode is, also when it is resolved
 * @param unit unit of value and threshold
 * @param threshold what was crossed: the raising one, the clearing one when resolved
 * @param raisedAt the vehicle's time of the reading that raised it, in Unix milliseconds
 */
public record Alert(
    String vehicleId,
    Type type,
    String message,
    double value,
    long timestamp,
    String id,
    String rule,
    String signal,
    Level level,
    String unit,
    double threshold,
    long raisedAt) {
  /** What the original knows, by its names. */
  public enum Type {
    CRITICAL,
    WARNING,
    RESOLVED
  }

  /** Whether the episode is over. */
  public boolean isResolved() {
    return type == Type.RESOLVED;
  }
}
