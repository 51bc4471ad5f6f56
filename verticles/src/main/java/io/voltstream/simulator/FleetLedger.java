package io.voltstream.simulator;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps account of what becomes of each batch. Lives on the fleet's event loop. */
final class FleetLedger {
  private static final Logger LOG = LoggerFactory.getLogger(FleetLedger.class);

  private final FleetClock clock;
  private final SimulatorMetrics metrics;
  private final Optional<AckLog> ackLog;
  private final Runnable everyVehicleAcked;
  private final Complaints refusals = new Complaints(LOG);
  private final Complaints drops = new Complaints(LOG);
  private int vehiclesWithoutAck;

  /**
   * @param everyVehicleAcked run once, when each vehicle has had a positive ack
   */
  FleetLedger(
      int vehicles,
      FleetClock clock,
      SimulatorMetrics metrics,
      Optional<AckLog> ackLog,
      Runnable everyVehicleAcked) {
    this.vehiclesWithoutAck = vehicles;
    this.clock = clock;
    this.metrics = metrics;
    this.ackLog = ackLog;
    this.everyVehicleAcked = everyVehicleAcked;
  }

  void made() {
    metrics.made();
  }

  void written(Batch batch) {
    metrics.written(batch.isFirstWrite());
  }

  /**
   * @param first whether it is the vehicle's first positive ack
   */
  void acked(String vehicleId, Batch batch, boolean first) {
    metrics.acked(clock.nanos() - batch.dueNanos());
    ackLog.ifPresent(log -> log.add(vehicleId, batch.timestamp(), batch.sequence()));
    if (first && --vehiclesWithoutAck == 0) {
      everyVehicleAcked.run();
    }
  }

  void rejected(String vehicleId, Batch batch, String reason) {
    metrics.rejected();
    refusals.say(vehicleId + " batch " + batch.sequence() + " refused: " + reason, clock.nanos());
  }

  void dropped(String vehicleId, Batch batch) {
    metrics.dropped();
    String line = vehicleId + " gives up batch " + batch.sequence() + ": too many without an ack";
    drops.say(line, clock.nanos());
  }
}
