package io.voltstream.api;

import io.voltstream.contract.Signal;
import java.util.List;

/**
 * All that is known of one vehicle.
 *
 * @param timestamp the vehicle's time of its newest batch, Unix milliseconds
 * @param received when ingest received that, Unix milliseconds
 * @param signals what it sent, in the order of the catalogue
 * @param alerts its open alerts, each as JSON on one line
 */
public record VehicleDetails(
    String vin,
    Motion motion,
    long timestamp,
    long received,
    List<Reading> signals,
    List<String> alerts) {
  /**
   * The newest value of a signal.
   *
   * @param time when the vehicle measured it, Unix milliseconds
   */
  public record Reading(Signal signal, double value, long time) {}
}
