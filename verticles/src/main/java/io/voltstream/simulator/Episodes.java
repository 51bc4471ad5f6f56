package io.voltstream.simulator;

import io.voltstream.contract.SignalCatalogue;
import java.util.function.Consumer;

/** The faults that vehicles have, and when they show in a batch. */
final class Episodes {
  private final SignalCatalogue catalogue;
  private final Consumer<EpisodeChange> changed;
  private final Episode[][] byKind;

  /**
   * @param changed told once when a fault has reached its threshold and once when it has left it
   */
  Episodes(SignalCatalogue catalogue, int vehicles, Consumer<EpisodeChange> changed) {
    this.catalogue = catalogue;
    this.changed = changed;
    this.byKind = new Episode[Fault.Kind.values().length][vehicles];
  }

  /** The vehicle has a fault from now on; the one of the same kind before it is over. */
  void begin(Fault fault) {
    byKind[fault.kind().ordinal()][fault.vehicle()] = new Episode(fault, catalogue);
  }

  /** A batch was made. */
  void measured(int vehicle, Batch batch) {
    for (Episode[] episodes : byKind) {
      if (episodes[vehicle] != null) {
        episodes[vehicle].measured(batch).ifPresent(changed);
      }
    }
  }
}
