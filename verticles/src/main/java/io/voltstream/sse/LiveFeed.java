package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The live map of one node and those who look at it: frames and alerts in, events out. On one event
 * loop. {@code now} is a clock that never steps, {@code time} is Unix time, both in milliseconds.
 */
final class LiveFeed {
  /** Streams that a node serves at once. */
  static final int MAX_CLIENTS = 1_000;

  private final String node;
  private final long drainLimit;
  private final Supplier<Optional<String>> trouble;
  private final Fleet fleet;
  private final MapSignals map;
  private final AlertLog alerts = new AlertLog();
  private final GoneLog gones = new GoneLog();
  private final EventRate rate = new EventRate();
  private final LiveMetrics metrics;
  private final Audience plain;
  private final Audience dense;

  /**
   * @param node names this node, another one after each start
   * @param drainLimit a client that takes nothing for longer is cut off
   * @param trouble why the map is not what it should be, if it is not
   */
  LiveFeed(
      String node,
      SignalCatalogue catalogue,
      Duration ttl,
      Duration drainLimit,
      Supplier<Optional<String>> trouble,
      LiveMetrics metrics) {
    this.node = node;
    this.drainLimit = drainLimit.toMillis();
    this.trouble = trouble;
    this.fleet = new Fleet(catalogue.signals().size(), ttl.toMillis());
    this.map = MapSignals.of(catalogue);
    this.metrics = metrics;
    this.plain = audience(new PlainForm(map));
    this.dense = audience(new DenseForm(map));
  }

  private Audience audience(FeedForm form) {
    return new Audience(form, fleet::vehicles, metrics.form(form.label()));
  }

  /** Takes a frame from the event bus; gives how it begins. */
  BusFrame.Head frame(byte[] frame, long now) {
    BusFrame.Head head = BusFrame.apply(frame, fleet, now);
    rate.add(now, head.batches());
    metrics.busFrame();
    metrics.vehicles(fleet.size());
    return head;
  }

  /** Tells the clients what has changed since the last time. */
  void broadcast(long time, long now) {
    if (!fleet.hasChanged()) {
      return;
    }
    List<LiveVehicle> changed = fleet.takeChanged();
    plain.changes(changed, time, now);
    dense.changes(changed, time, now);
    changed.forEach(vehicle -> metrics.shown(vehicle, time));
  }

  /** Drops the vehicles of which nothing was heard for too long. */
  void sweep(long now) {
    List<LiveVehicle> gone = fleet.sweep(now);
    gones.add(gone, now);
    if (!gone.isEmpty()) {
      plain.fleetShrank();
      dense.fleetShrank();
      metrics.vehicles(fleet.size());
    }
  }

  /** Each second: a sign of life, and an end for those who do not read. */
  void beat(long time, long now) {
    FeedForm.Beat beat = signOfLife(time, now);
    for (Audience audience : List.of(plain, dense)) {
      audience.beat(beat, now);
      audience.each(
          client -> {
            if (client.isLost(now) && audience.leave(client)) {
              metrics.ended(LiveMetrics.Ended.SLOW);
              client.socket().cut();
            }
          });
    }
  }

  private FeedForm.Beat signOfLife(long time, long now) {
    return new FeedForm.Beat(time, node, rate.perSecond(now), fleet.size(), trouble.get());
  }

  void alertsBegin(AlertPosition start) {
    alerts.begins(start);
  }

  /** Takes records of telemetry-alerts and tells the clients of those that are new. */
  void alerts(List<AlertEntry> entries, long now) {
    for (AlertEntry entry : entries) {
      boolean isNew = alerts.add(entry);
      if (entry.alert() != null) {
        metrics.alert(isNew);
      }
    }
    metrics.openAlerts(alerts.open().size());
    plain.each(client -> client.alerts(now));
    dense.each(client -> client.alerts(now));
  }

  /**
   * Opens a stream: the fleet, the alerts, a sign of life, from then on what changes.
   *
   * @param lastEventId from where a client that comes back wants the alerts
   * @param cut ends the connection at once
   */
  StreamClient join(
      boolean wantsDense,
      Optional<String> lastEventId,
      WriteStream<Buffer> out,
      Runnable cut,
      long time,
      long now) {
    Audience audience = wantsDense ? dense : plain;
    AlertCursor cursor =
        lastEventId
            .map(id -> AlertCursor.resume(alerts, id))
            .orElseGet(() -> AlertCursor.atEnd(alerts));
    StreamClient client =
        new StreamClient(
            new StreamSocket(out, cut, drainLimit),
            audience.form(),
            cursor,
            gones,
            audience.metrics());
    audience.join(client);
    client.catchUp(audience.whole(time), now);
    if (lastEventId.isEmpty()) {
      client.openAlerts(alerts.open(), alerts.position());
    }
    client.beat(audience.form().beat(signOfLife(time, now)), now);
    return client;
  }

  /** The client's connection has ended. */
  void leave(StreamClient client) {
    if (plain.leave(client) || dense.leave(client)) {
      metrics.ended(LiveMetrics.Ended.LEFT);
    }
  }

  /** Ends all streams: the node stops. */
  void close() {
    for (Audience audience : List.of(plain, dense)) {
      audience.each(
          client -> {
            audience.leave(client);
            metrics.ended(LiveMetrics.Ended.STOPPED);
            client.socket().end();
          });
    }
  }

  /** Whether it takes no more clients. */
  boolean isFull() {
    return clients() >= MAX_CLIENTS;
  }

  /** How many streams are open. */
  int clients() {
    return plain.size() + dense.size();
  }

  Fleet fleet() {
    return fleet;
  }

  AlertLog alertLog() {
    return alerts;
  }

  MapSignals map() {
    return map;
  }
}
