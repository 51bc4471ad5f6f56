package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The clients of one form: what is sent is encoded once for all, and only while there are any. */
final class Audience {
  /** A whole frame that is older says what is no longer true: how long ago vehicles were heard. */
  private static final long WHOLE_IS_GOOD_MS = 1_000;

  private final FeedForm form;
  private final Supplier<Collection<LiveVehicle>> fleet;
  private final FormMetrics metrics;
  private final Set<StreamClient> clients = new LinkedHashSet<>();

  /** The whole fleet as of the last frame; null until somebody needs it. */
  private Buffer whole;

  private long wholeAt;

  Audience(FeedForm form, Supplier<Collection<LiveVehicle>> fleet, FormMetrics metrics) {
    this.form = form;
    this.fleet = fleet;
    this.metrics = metrics;
  }

  FeedForm form() {
    return form;
  }

  FormMetrics metrics() {
    return metrics;
  }

  int size() {
    return clients.size();
  }

  void join(StreamClient client) {
    if (clients.isEmpty()) {
      form.begin(fleet.get());
      whole = null;
    }
    clients.add(client);
    metrics.clients(clients.size());
  }

  /** Whether it was one of these. */
  boolean leave(StreamClient client) {
    boolean left = clients.remove(client);
    metrics.clients(clients.size());
    return left;
  }

  /**
   * Tells everybody of what has changed.
   *
   * @param time Unix milliseconds
   * @param now a clock that never steps
   */
  void changes(List<LiveVehicle> changed, long time, long now) {
    if (clients.isEmpty()) {
      return;
    }
    Buffer frame = form.changes(changed, time);
    metrics.encoded();
    whole = null;
    Supplier<Buffer> current = whole(time);
    each(client -> client.changes(frame, current, now));
  }

  /** The whole fleet, encoded when the first one asks. */
  Supplier<Buffer> whole(long time) {
    return () -> {
      if (whole == null || Math.abs(time - wholeAt) >= WHOLE_IS_GOOD_MS) {
        whole = form.whole(fleet.get(), time);
        wholeAt = time;
      }
      return whole;
    };
  }

  /** Vehicles went: a whole fleet must not bring them back. */
  void fleetShrank() {
    whole = null;
  }

  /** Sends a beat to everybody and what waits to those that were behind. */
  void beat(FeedForm.Beat beat, long now) {
    if (clients.isEmpty()) {
      return;
    }
    Buffer event = form.beat(beat);
    Supplier<Buffer> current = whole(beat.time());
    each(
        client -> {
          client.catchUp(current, now);
          client.beat(event, now);
        });
  }

  /** The clients may leave while they are told something. */
  void each(Consumer<StreamClient> action) {
    List.copyOf(clients).forEach(action);
  }
}
