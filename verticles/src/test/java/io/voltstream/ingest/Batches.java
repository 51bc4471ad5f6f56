package io.voltstream.ingest;

import io.voltstream.contract.DataPoint;
import io.voltstream.contract.TelemetryBatch;

/** Batches for tests. */
final class Batches {
  private Batches() {}

  static TelemetryBatch.Builder good(String vehicle, long sequence) {
    return TelemetryBatch.newBuilder()
        .setVehicleId(vehicle)
        .setTimestamp(System.currentTimeMillis())
        .setSequence(sequence)
        .addPoints(point("Vehicle.Speed", 50))
        .addPoints(point("Vehicle.CurrentLocation.Latitude", 37.7))
        .addPoints(point("Vehicle.CurrentLocation.Longitude", -122.4));
  }

  static DataPoint point(String sensor, double value) {
    return DataPoint.newBuilder().setSensorId(sensor).setValue(value).build();
  }
}
