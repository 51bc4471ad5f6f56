package io.voltstream.sse;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The address on the event bus where nodes say what they have heard of vehicles; on a bus that is
 * not clustered every node has one of its own, because each hears of all vehicles. The next frame
 * is made only when this node has taken its last one: what comes meanwhile is conflated, not
 * queued.
 */
final class FrameChannel {
  private static final String ADDRESS = "voltstream.live.frames";

  private final Vertx vertx;
  private final Context context;
  private final LiveMetrics metrics;
  private final String address;
  private final AtomicBoolean inFlight = new AtomicBoolean();

  /** Names the frames of this node. */
  private final long origin;

  FrameChannel(Vertx vertx, Context context, long origin, LiveMetrics metrics) {
    this.vertx = vertx;
    this.context = context;
    this.origin = origin;
    this.metrics = metrics;
    this.address = vertx.isClustered() ? ADDRESS : ADDRESS + '.' + origin;
  }

  /** Whether a frame may be published now. Any thread. */
  boolean isFree() {
    return !inFlight.get();
  }

  /** Publishes what was conflated; only when {@link #isFree}, and by one thread. */
  void publish(Conflation conflation) {
    byte[] frame = conflation.takeFrame(origin);
    inFlight.set(true);
    context.runOnContext(v -> vertx.eventBus().publish(address, Buffer.buffer(frame)));
  }

  /** Hears what all nodes say, this one too, from now until the verticle is undeployed. */
  void listen(FrameReader reader) {
    vertx.eventBus().<Buffer>consumer(address, message -> take(message.body(), reader));
  }

  private void take(Buffer body, FrameReader reader) {
    try {
      if (reader.take(body.getBytes()).origin() == origin) {
        inFlight.set(false);
      }
    } catch (RuntimeException e) {
      // Whose it was is not known; better one frame too many in flight than none ever again.
      inFlight.set(false);
      metrics.busFrameUnreadable();
    }
  }

  /** Takes a frame and says how it begins; throws when it cannot be read. */
  @FunctionalInterface
  interface FrameReader {
    BusFrame.Head take(byte[] frame);
  }
}
