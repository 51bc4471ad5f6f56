package io.voltstream.contract;

import java.util.Optional;

/**
 * One signal of the catalogue.
 *
 * @param index its place in the catalogue, from 0
 * @param path COVESA VSS path, as in {@code DataPoint.sensor_id}
 * @param alias database column and JSON name
 * @param unit unit of the value on the wire
 * @param range what the quantity can be at all
 * @param healthy where a vehicle without a fault stays; the whole range unless stated
 * @param label what people read
 * @param alert when it alerts, if it does
 */
public record Signal(
    int index,
    String path,
    String alias,
    String unit,
    Range range,
    Range healthy,
    String label,
    Optional<AlertThreshold> alert) {
  /**
   * @throws IllegalArgumentException naming the signal and what is wrong with it
   */
  public Signal {
    if (!path.matches("[A-Za-z0-9_.]{1,128}")) {
      throw new IllegalArgumentException("not a sensor path: '" + path + "'");
    }
    if (!alias.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(path + ": not an alias: '" + alias + "'");
    }
    if (!range.contains(healthy.min()) || !range.contains(healthy.max())) {
      throw new IllegalArgumentException(path + ": healthy range outside the range");
    }
    if (alert.isPresent()
        && (alert.get().raises(healthy.min()) || alert.get().raises(healthy.max()))) {
      throw new IllegalArgumentException(path + ": a healthy value raises its alert");
    }
  }
}
