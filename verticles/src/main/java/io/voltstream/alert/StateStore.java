package io.voltstream.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voltstream.spine.StateReader;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what an earlier owner of a partition knew. Blocks. */
final class StateStore {
  private static final Logger log = LoggerFactory.getLogger(StateStore.class);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final StateReader reader;
  private final StateJson json;
  private final int rules;
  private final AlertMetrics metrics;

  StateStore(StateReader reader, RuleTable rules, AlertMetrics metrics) {
    this.reader = reader;
    this.json = new StateJson(rules);
    this.rules = rules.all().size();
    this.metrics = metrics;
  }

  /**
   * The vehicles of a partition as the state topic has them.
   *
   * @throws RuntimeException when Kafka does not give them in time
   */
  VehicleStates restore(int partition) {
    VehicleStates vehicles = new VehicleStates(rules);
    reader.read(partition, DEADLINE, (key, value) -> put(vehicles, partition, key, value));
    log.info(
        "partition {}: {} vehicles with a state, {} open alerts",
        partition,
        vehicles.size(),
        vehicles.openCount());
    return vehicles;
  }

  private void put(VehicleStates vehicles, int partition, byte[] key, byte[] value) {
    try {
      vehicles.restore(new String(key, UTF_8), value == null ? null : json.read(value));
    } catch (IllegalArgumentException | NullPointerException e) {
      metrics.unreadable();
      log.warn("partition {}: a record of the state is skipped: {}", partition, e.getMessage());
    }
  }
}
