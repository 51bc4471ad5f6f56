package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * One open stream. Nothing is kept for a client that reads slowly but its place in what all share.
 * Its socket's queue takes nothing more once it holds {@link #QUEUE_BYTES}, so at most it holds
 * these, one alert (64 KiB), what went while it was behind (80 bytes for a vehicle, shared by all,
 * 16 MiB at most) and one whole fleet (80 bytes for a vehicle dense, 200 plain): 420 KB for 1,000
 * vehicles. A new client is sent the open alerts on top, 500 bytes for each.
 */
final class StreamClient {
  static final int QUEUE_BYTES = 64 << 10;

  private final StreamSocket socket;
  private final FeedForm form;
  private final AlertCursor alerts;
  private final GoneLog gones;
  private final FormMetrics metrics;
  private long goneSeen;
  private boolean needsWhole = true;

  StreamClient(
      StreamSocket socket, FeedForm form, AlertCursor alerts, GoneLog gones, FormMetrics metrics) {
    this.socket = socket;
    this.form = form;
    this.alerts = alerts;
    this.gones = gones;
    this.metrics = metrics;
    this.goneSeen = gones.next();
  }

  /**
   * Sends what has changed, or the whole fleet to a client that has missed something.
   *
   * @param now a clock that never steps, in milliseconds
   */
  void changes(Buffer frame, Supplier<Buffer> whole, long now) {
    if (socket.isFull(now)) {
      needsWhole = true;
      metrics.skipped();
    } else if (needsWhole) {
      catchUp(whole, now);
    } else {
      gones();
      write(frame);
      alerts(now);
    }
  }

  /** Sends what waits: the fleet when it is needed, who went, alerts. */
  void catchUp(Supplier<Buffer> whole, long now) {
    if (socket.isFull(now)) {
      return;
    }
    if (needsWhole && form.wholeReplaces()) {
      goneSeen = gones.next();
    }
    gones();
    if (needsWhole) {
      write(whole.get());
      metrics.whole();
      needsWhole = false;
    }
    alerts(now);
  }

  /** Sends the alerts that the client was not told of, as far as it takes them. */
  void alerts(long now) {
    while (!socket.isFull(now)) {
      AlertCursor.News news = alerts.next();
      if (news == null) {
        return;
      }
      event(news.name(), news.data(), news.position().toString());
      metrics.alertEvent(news.name().equals("resync"));
    }
  }

  /**
   * Sends the alerts that were open before it came. Only the last event says from where to come
   * back: a client that loses the connection before gets them all again.
   */
  void openAlerts(Iterable<AlertEntry> open, AlertPosition position) {
    for (AlertEntry entry : open) {
      event("alert", entry.json(), null);
      metrics.alertEvent(false);
    }
    write(Buffer.buffer("id: " + position + "\n\n"));
  }

  private void event(String name, String data, String id) {
    String idLine = id == null ? "" : "id: " + id + '\n';
    write(Buffer.buffer("event: " + name + '\n' + idLine + "data: " + data + "\n\n"));
  }

  private void gones() {
    if (goneSeen != gones.next()) {
      gones.since(goneSeen).forEach(this::write);
      goneSeen = gones.next();
    }
  }

  /** Sends a sign of life, unless the client does not read. */
  void beat(Buffer beat, long now) {
    if (!socket.isFull(now)) {
      write(beat);
    }
  }

  private void write(Buffer events) {
    metrics.sent(events.length());
    socket.write(events);
  }

  /** Whether it does not read, or so many vehicles went meanwhile that it cannot be told of all. */
  boolean isLost(long now) {
    return socket.isDead(now) || !gones.reaches(goneSeen);
  }

  StreamSocket socket() {
    return socket;
  }
}
