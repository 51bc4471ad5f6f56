package io.voltstream.ingest;

import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sensor ids outside the catalogue that this node has accepted: every distinct one costs the
 * database for ever, so there is a limit; it holds per node, for as long as that runs. Thread-safe.
 */
final class UnknownSensors {
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final int limit;

  UnknownSensors(int limit) {
    this.limit = limit;
  }

  /** Whether all of a batch's sensors may pass; remembers the new ones only when they do. */
  boolean admit(BatchReader batch) {
    for (int i = 0; i < batch.points(); i++) {
      if (isNew(batch, i)) {
        return admitNew(batch);
      }
    }
    return true;
  }

  private boolean isNew(BatchReader batch, int point) {
    return batch.signal(point) == SignalCatalogue.UNKNOWN && !known.contains(batch.sensorId(point));
  }

  private synchronized boolean admitNew(BatchReader batch) {
    Set<String> fresh = new HashSet<>();
    for (int i = 0; i < batch.points(); i++) {
      if (isNew(batch, i)) {
        fresh.add(batch.sensorId(i));
      }
    }
    return known.size() + fresh.size() <= limit && (fresh.isEmpty() || known.addAll(fresh));
  }

  int count() {
    return known.size();
  }
}
