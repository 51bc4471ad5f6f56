package io.voltstream.simulator;

import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.EpisodeChange.Step;
import java.util.Optional;

/** How far one injected fault has shown in what its vehicle measured. */
final class Episode {
  private final Fault fault;
  private final Sensor sensor;
  private final Signal signal;
  private final AlertThreshold threshold;
  private Step reached;

  Episode(Fault fault, SignalCatalogue catalogue) {
    this.fault = fault;
    this.sensor =
        switch (fault.kind()) {
          case OVERHEAT -> Sensor.BATTERY_TEMPERATURE;
          case LEAK -> Sensor.wheel(fault.wheel());
        };
    this.signal = sensor.signal(catalogue);
    this.threshold = signal.alert().orElseThrow();
  }

  /** What the first reading beyond the raising, and then the first beyond the clearing value is. */
  Optional<EpisodeChange> measured(Batch batch) {
    if (reached == Step.CLEARED || sensor.ordinal() >= batch.points()) {
      return Optional.empty();
    }
    double value = batch.value(sensor.ordinal());
    if (reached == null && threshold.raises(value)) {
      return Optional.of(change(Step.RAISED, batch));
    }
    return reached == Step.RAISED && threshold.clears(value)
        ? Optional.of(change(Step.CLEARED, batch))
        : Optional.empty();
  }

  private EpisodeChange change(Step step, Batch batch) {
    reached = step;
    return new EpisodeChange(fault.vehicle(), signal, step, batch.timestamp());
  }
}
