package io.voltstream.sse;

import io.voltstream.contract.Alert;

/**
 * A record of telemetry-alerts.
 *
 * @param alert null when it could not be read
 * @param json the record on one line
 */
record AlertEntry(int partition, long offset, Alert alert, String json) {
  /** What at-least-once repeats: the same record of the same episode. */
  String identity() {
    return alert.id() + ' ' + alert.type();
  }

  /** What can have one episode at a time. */
  String subject() {
    return alert.vehicleId() + '\n' + alert.rule() + '\n' + alert.signal();
  }
}
