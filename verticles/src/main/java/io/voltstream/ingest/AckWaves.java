package io.voltstream.ingest;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings confirmed batches of one connection back to its event loop: however many streams the
 * producer's thread marks, one task at a time is posted, and its acks leave in one flush.
 */
final class AckWaves {
  private final Context context;
  private final Queue<VehicleStream> ready = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean posted = new AtomicBoolean();

  AckWaves(Context context) {
    this.context = context;
  }

  /** Any thread: this stream has something to release. */
  void add(VehicleStream stream) {
    ready.add(stream);
    if (posted.compareAndSet(false, true)) {
      context.runOnContext(v -> release());
    }
  }

  private void release() {
    // Cleared first: what is added from here on posts the next wave.
    posted.set(false);
    for (VehicleStream stream = ready.poll(); stream != null; stream = ready.poll()) {
      stream.releaseMarked();
    }
  }
}
