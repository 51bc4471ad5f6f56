package io.voltstream.tsdb;

import io.voltstream.contract.DataPoint;
import io.voltstream.contract.TelemetryBatch;

/** Batches as a vehicle sends them. */
public final class TestBatch {
  private final TelemetryBatch.Builder batch = TelemetryBatch.newBuilder();

  private TestBatch() {}

  public static TestBatch of(String vehicle, long timestamp) {
    TestBatch test = new TestBatch();
    test.batch.setVehicleId(vehicle).setTimestamp(timestamp);
    return test;
  }

  public TestBatch with(String sensor, double value) {
    batch.addPoints(DataPoint.newBuilder().setSensorId(sensor).setValue(value));
    return this;
  }

  public TestBatch numbered(long session, long sequence) {
    batch.setSession(session).setSequence(sequence);
    return this;
  }

  public byte[] bytes() {
    return batch.build().toByteArray();
  }
}
