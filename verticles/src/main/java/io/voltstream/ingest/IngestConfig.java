package io.voltstream.ingest;

import io.voltstream.contract.AccessToken;
import java.time.Duration;
import java.util.Optional;

/**
 * How vehicles are received.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 lets the system choose
 * @param eventLoops how many event loops serve connections
 * @param maxStreams streams that this node serves at once; each may hold {@link
 *     Http2Limits#STREAM_WINDOW_BYTES} while it is paused
 * @param maxEventAge the oldest batch that is accepted
 * @param maxUnknownSignals distinct sensor ids outside the catalogue that are accepted
 * @param token what a vehicle must show; empty: nobody is asked
 */
public record IngestConfig(
    String host,
    int port,
    int eventLoops,
    int maxStreams,
    Duration maxEventAge,
    int maxUnknownSignals,
    Optional<AccessToken> token) {
  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public IngestConfig {
    require(port >= 0 && port <= 65_535, "GRPC_PORT", port, "0 to 65535");
    require(eventLoops >= 1 && eventLoops <= 256, "INGEST_EVENT_LOOPS", eventLoops, "1 to 256");
    require(
        maxStreams >= 1 && maxStreams <= 1_000_000,
        "INGEST_MAX_STREAMS",
        maxStreams,
        "1 to 1000000");
    require(maxEventAge.toMillis() > 0, "MAX_EVENT_AGE", maxEventAge, "more than 0");
    require(maxUnknownSignals >= 0, "MAX_UNKNOWN_SIGNALS", maxUnknownSignals, "0 or more");
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }
}
