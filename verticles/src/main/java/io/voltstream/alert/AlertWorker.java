package io.voltstream.alert;

import static io.voltstream.contract.BatchReader.MAX_BATCH_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.voltstream.contract.Alert;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.spine.PartitionLease;
import io.voltstream.spine.RecordWorker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges batches on the consumer's thread, with the state that the partition had when its last
 * owner left it.
 */
final class AlertWorker implements RecordWorker {
  /** Records with an alert that may be on their way at once: some MB at most. */
  private static final int MAX_IN_FLIGHT = 1_000;

  private final BatchReader reader;
  private final BatchJudge judge;
  private final StateJson json;
  private final StateStore store;
  private final Publisher publisher;
  private final AlertMetrics metrics;
  private final Map<PartitionLease, JudgedPartition> partitions = new HashMap<>();
  private int shownOpen;
  private int shownVehicles;

  AlertWorker(
      BatchReader reader,
      RuleTable rules,
      StateStore store,
      Publisher publisher,
      AlertMetrics metrics) {
    this.reader = reader;
    this.judge = new BatchJudge(rules);
    this.json = new StateJson(rules);
    this.store = store;
    this.publisher = publisher;
    this.metrics = metrics;
  }

  @Override
  public void take(PartitionLease lease, long offset, long receivedAt, byte[] key, byte[] value) {
    JudgedPartition partition = partitions.get(lease);
    if (partition == null) {
      partition = restore(lease);
    }
    switch (check(value, receivedAt)) {
      case ACCEPTED -> judge(partition, offset, receivedAt);
      case TIMESTAMP_IN_FUTURE -> {
        // Ingest lets none through. Judged, it would make all that follows late until that time.
        metrics.future();
        partition.done(offset);
      }
      default -> {
        // Storage, which reads the same records, keeps it as a dead letter.
        metrics.malformed();
        partition.done(offset);
      }
    }
  }

  private JudgedPartition restore(PartitionLease lease) {
    // What an earlier lease of ours has sent must be in the state before it is read.
    publisher.awaitSettled();
    JudgedPartition partition = new JudgedPartition(lease, store.restore(lease.partition()));
    partitions.put(lease, partition);
    return partition;
  }

  private BatchCheck check(byte[] value, long receivedAt) {
    return value == null || value.length > MAX_BATCH_BYTES
        ? BatchCheck.MALFORMED
        : reader.read(value, 0, value.length, receivedAt, Long.MAX_VALUE);
  }

  private void judge(JudgedPartition partition, long offset, long receivedAt) {
    String vehicleId = reader.vehicleId();
    VehicleState vehicle = partition.vehicles().seen(vehicleId, receivedAt);
    List<Alert> alerts = judge.judge(reader, vehicleId, vehicle);
    metrics.late(judge.late());
    if (alerts.isEmpty()) {
      partition.done(offset);
    } else {
      vehicle.recorded();
      alerts.forEach(alert -> partition.opened(alert.isResolved() ? -1 : 1));
      publisher.publish(partition, offset, reader.vehicleIdBytes(), alerts, json.write(vehicle));
    }
    forgetSilent(partition);
  }

  /** While alerts are on their way it waits: a removal must not overtake a state. */
  private void forgetSilent(JudgedPartition partition) {
    if (!partition.vehicles().isSweepDue() || !partition.isQuiet()) {
      return;
    }
    List<VehicleStates.Forgotten> forgotten = partition.vehicles().forgetSilent();
    metrics.evicted(forgotten.size());
    for (VehicleStates.Forgotten vehicle : forgotten) {
      if (vehicle.hasRecord()) {
        publisher.remove(partition, vehicle.id().getBytes(UTF_8));
      }
    }
  }

  /**
   * @throws IllegalStateException when an alert did not get to Kafka: a new membership reads the
   *     record and the state again
   */
  @Override
  public void tick(long nowNanos) {
    flush();
    for (JudgedPartition partition : partitions.values()) {
      if (partition.failure().isPresent()) {
        Throwable why = partition.failure().get();
        throw new IllegalStateException("an alert did not get to Kafka: " + why.getMessage(), why);
      }
    }
    show();
  }

  @Override
  public void flush() {
    partitions.values().forEach(JudgedPartition::reportDone);
  }

  @Override
  public void released(PartitionLease lease) {
    JudgedPartition partition = partitions.remove(lease);
    if (partition != null) {
      partition.end();
      show();
    }
  }

  @Override
  public boolean isFull() {
    return publisher.inFlight() >= MAX_IN_FLIGHT;
  }

  private void show() {
    int open = partitions.values().stream().mapToInt(JudgedPartition::open).sum();
    int vehicles = partitions.values().stream().mapToInt(p -> p.vehicles().size()).sum();
    metrics.open(open - shownOpen);
    metrics.vehicles(vehicles - shownVehicles);
    shownOpen = open;
    shownVehicles = vehicles;
  }
}
