package io.voltstream.ingest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop. A vehicle that lost its radio says no goodbye: each connection
 * is pinged, and closed when the ping before has had no answer. Not thread-safe.
 */
final class LiveConnections {
  private static final long PING_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Map<HttpConnection, Entry> entries = new HashMap<>();

  private static final class Entry {
    private final AckWaves waves;
    private boolean awaitingPong;
    private long nextPing;

    private Entry(AckWaves waves) {
      this.waves = waves;
      this.nextPing = System.nanoTime() + PING_EVERY_NANOS;
    }
  }

  void add(HttpConnection connection, AckWaves waves) {
    entries.put(connection, new Entry(waves));
  }

  void remove(HttpConnection connection) {
    entries.remove(connection);
  }

  AckWaves waves(HttpConnection connection) {
    return entries.get(connection).waves;
  }

  /** Once a second. */
  void sweep(long now) {
    for (HttpConnection connection : List.copyOf(entries.keySet())) {
      Entry entry = entries.get(connection);
      if (entry != null && now - entry.nextPing > 0) {
        entry.nextPing = now + PING_EVERY_NANOS;
        ping(connection, entry);
      }
    }
  }

  private static void ping(HttpConnection connection, Entry entry) {
    if (entry.awaitingPong) {
      connection.close();
      return;
    }
    entry.awaitingPong = true;
    connection.ping(Buffer.buffer(new byte[8])).onSuccess(pong -> entry.awaitingPong = false);
  }
}
