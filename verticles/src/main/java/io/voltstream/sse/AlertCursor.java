package io.voltstream.sse;

/** How far one client has been told of the alerts. */
final class AlertCursor {
  private final AlertLog log;
  private long number;
  private AlertPosition position;
  private boolean lost;

  /**
   * An event that tells of alerts.
   *
   * @param name its name in the stream
   * @param data its JSON on one line
   * @param position how far the client has been told after it
   */
  record News(String name, String data, AlertPosition position) {}

  private AlertCursor(AlertLog log, long number, AlertPosition position, boolean lost) {
    this.log = log;
    this.number = number;
    this.position = position;
    this.lost = lost;
  }

  /** Of a client that knows everything up to now. */
  static AlertCursor atEnd(AlertLog log) {
    return new AlertCursor(log, log.next(), log.position(), false);
  }

  /** Of a client that comes back with the id of the last event it saw, of any node. */
  static AlertCursor resume(AlertLog log, String lastEventId) {
    return AlertPosition.parse(lastEventId)
        .filter(log::reaches)
        .map(since -> new AlertCursor(log, log.oldest(), since, false))
        .orElseGet(() -> new AlertCursor(log, log.next(), log.position(), true));
  }

  /** What to tell next, or null when the client has been told everything. */
  News next() {
    if (lost || number < log.oldest()) {
      lost = false;
      number = log.next();
      position = log.position();
      return new News("resync", "{}", position);
    }
    while (number < log.next()) {
      AlertEntry entry = log.entry(number++);
      if (entry.offset() >= position.next(entry.partition())) {
        position = position.after(entry.partition(), entry.offset());
        return new News("alert", entry.json(), position);
      }
    }
    return null;
  }
}
