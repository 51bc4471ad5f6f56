package io.voltstream.launcher;

import io.voltstream.alert.AlertTotals;
import io.voltstream.simulator.SimulatorTotals;
import io.voltstream.storage.StorageTotals;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What one run of the fleet came to.
 *
 * @param duration from 'ready' to the last scheduled send
 * @param vehicles how many drove
 * @param fleet what became of their batches
 * @param stored batches of this run that a query finds in the database; empty where this process
 *     does not store
 * @param storage what the storage of this process did; empty where there is none
 * @param alerts what the judge of this process raised and resolved; empty where there is none
 * @param usage what the process used
 */
record RunTotals(
    Duration duration,
    int vehicles,
    SimulatorTotals fleet,
    OptionalLong stored,
    Optional<StorageTotals> storage,
    Optional<AlertTotals> alerts,
    ProcessUsage usage) {
  /** One line; what is not known is null. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"duration_s\":%.1f,\"vehicles\":%d,\"sent\":%d,\"acked\":%d,\"rejected\":%d,"
            + "\"stored\":%s,\"dead_lettered\":%s,"
            + "\"ack_p50_ms\":%.3f,\"ack_p99_ms\":%.3f,\"ack_p999_ms\":%.3f,"
            + "\"storage_lag\":%s,"
            + "\"alerts_raised\":%s,\"alerts_resolved\":%s,\"episodes_injected\":%d,"
            + "\"cpu_s\":%.1f,\"peak_rss_mb\":%s}",
        duration.toMillis() / 1000.0,
        vehicles,
        fleet.sent(),
        fleet.acked(),
        fleet.rejected(),
        orNull(stored),
        orNull(ofStorage(StorageTotals::deadLettered)),
        fleet.ackP50Ms(),
        fleet.ackP99Ms(),
        fleet.ackP999Ms(),
        orNull(ofStorage(StorageTotals::lag)),
        orNull(ofAlerts(AlertTotals::raised)),
        orNull(ofAlerts(AlertTotals::resolved)),
        fleet.episodes(),
        usage.cpuSeconds(),
        orNull(usage.peakRssMb()));
  }

  private OptionalLong ofStorage(ToLongFunction<StorageTotals> number) {
    return storage.stream().mapToLong(number).filter(known -> known >= 0).findFirst();
  }

  private OptionalLong ofAlerts(ToLongFunction<AlertTotals> number) {
    return alerts.stream().mapToLong(number).findFirst();
  }

  private static String orNull(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "null";
  }
}
