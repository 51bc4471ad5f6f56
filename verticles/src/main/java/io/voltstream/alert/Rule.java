package io.voltstream.alert;

import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.Signal;

/**
 * A rule on one signal.
 *
 * @param slot its place in a {@link VehicleState}
 */
record Rule(int slot, Signal signal, AlertThreshold threshold) {}
