package io.voltstream.sse;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How nodes tell each other what they have heard of vehicles, over the event bus. Each has an
 * address of its own; on a bus that is not clustered there is no other. A node gets the next frame
 * when it has answered the last one: what comes meanwhile is conflated, not queued. A node that is
 * new here gets everything that is known.
 */
final class FrameChannel {
  private static final String FRAMES = "voltstream.live.frames.";
  private static final String HELLO = "voltstream.live.hello";
  private static final long HELLO_MS = 1_000;

  /** A node that has not said hello for so long gets no more frames until it does. */
  private static final long EXPIRES_MS = 4 * HELLO_MS;

  /** Longer than the above: to a node that is frozen there is one frame under way, or two. */
  private static final long ANSWER_MS = 3 * EXPIRES_MS;

  private final Vertx vertx;
  private final Context context;
  private final LiveMetrics metrics;
  private final Map<Long, FramePeer> peers = new ConcurrentHashMap<>();

  /** Names the frames of this node. */
  private final long origin;

  FrameChannel(Vertx vertx, Context context, long origin, LiveMetrics metrics) {
    this.vertx = vertx;
    this.context = context;
    this.origin = origin;
    this.metrics = metrics;
    peers.put(origin, new FramePeer(Long.MAX_VALUE));
  }

  /** Whether a frame may be published now. Any thread. */
  boolean isFree(Conflation conflation) {
    return peers.values().stream()
        .anyMatch(peer -> peer.isFree() && conflation.hasNews(peer.has()));
  }

  /**
   * Gives each node that waits for one a frame of what it does not have; by one thread.
   *
   * @param now the clock by which vehicles were taken
   */
  void publish(Conflation conflation, long now) {
    Conflation.Mark all = conflation.end();
    FrameCopies copies = new FrameCopies(conflation, origin, now);
    peers.forEach(
        (id, peer) -> {
          if (peer.isFree() && conflation.hasNews(peer.has())) {
            peer.sent(all);
            Buffer frame = Buffer.buffer(copies.since(peer.has()));
            context.runOnContext(v -> send(id, peer, frame));
          }
        });
  }

  private void send(long id, FramePeer peer, Buffer frame) {
    DeliveryOptions options =
        new DeliveryOptions().setSendTimeout(ANSWER_MS).setLocalOnly(id == origin);
    vertx
        .eventBus()
        .request(FRAMES + id, frame, options)
        .onSuccess(answer -> peer.answered())
        .onFailure(failure -> unanswered(id, peer, failure));
  }

  private void unanswered(long id, FramePeer peer, Throwable failure) {
    metrics.busFrameUnanswered();
    if (id != origin
        && failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      peers.remove(id, peer);
    }
    peer.missed();
  }

  /** Hears what all nodes say, this one too, from now until the verticle is undeployed. */
  void listen(FrameReader reader) {
    vertx.eventBus().<Buffer>consumer(FRAMES + origin, message -> take(message, reader));
    if (vertx.isClustered()) {
      vertx.eventBus().<Long>consumer(HELLO, message -> greeted(message.body()));
      vertx.setPeriodic(0, HELLO_MS, id -> greet());
    }
  }

  private void greet() {
    vertx.eventBus().publish(HELLO, origin);
    peers.values().removeIf(peer -> peer.isGone(SseServer.ticks()));
  }

  private void greeted(long id) {
    if (id != origin) {
      peers.computeIfAbsent(id, fresh -> new FramePeer(0)).seen(SseServer.ticks() + EXPIRES_MS);
    }
  }

  private void take(Message<Buffer> message, FrameReader reader) {
    try {
      reader.take(message.body().getBytes());
    } catch (RuntimeException e) {
      metrics.busFrameUnreadable();
    }
    // An unreadable one too: it would be no better the next time.
    message.reply(null);
  }

  /** Takes a frame and says how it begins; throws when it cannot be read. */
  @FunctionalInterface
  interface FrameReader {
    BusFrame.Head take(byte[] frame);
  }
}
