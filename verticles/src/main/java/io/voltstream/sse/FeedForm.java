package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How telemetry is written: the plain or the dense events of docs/live-feed.md. */
interface FeedForm {
  /** The name under which it is counted. */
  String label();

  /** The first client is about to join; what changed before is known to nobody. */
  void begin(Collection<LiveVehicle> fleet);

  /** Events that say what has changed since the call before. */
  Buffer changes(List<LiveVehicle> changed, long now);

  /** Events that say all that was told so far, to somebody who knows nothing or too little. */
  Buffer whole(Collection<LiveVehicle> fleet, long now);

  /** Whether {@link #whole} also says which vehicles are no longer there. */
  boolean wholeReplaces();

  /** What is sent each second. */
  Buffer beat(Beat beat);

  /**
   * A sign of life.
   *
   * @param time the server's clock, Unix milliseconds
   * @param node names the running server; another one after a restart
   * @param eventsPerSecond batches received in the last seconds
   * @param vehicles how many are on the map
   * @param trouble why the map is not what it should be, if it is not
   */
  record Beat(
      long time, String node, long eventsPerSecond, int vehicles, Optional<String> trouble) {}
}
