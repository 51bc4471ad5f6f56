package io.voltstream.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which nodes there are: each says so on the event bus every second, and counts as gone when it has
 * missed a few of these. A node that is not clustered knows of itself alone. Thread-safe.
 */
public final class Presence {
  private static final Logger log = LoggerFactory.getLogger(Presence.class);
  private static final String ADDRESS = "voltstream.nodes";

  /** A header; the id of a node that leaves. */
  private static final String LEFT = "left";

  private static final long BEAT_MS = 1_000;
  private static final long EXPIRES_MS = 5 * BEAT_MS;

  /** The cluster takes this long to notice that a node is frozen, and is busy with that. */
  private static final long DEAF_MS = 20 * BEAT_MS;

  private final Vertx vertx;
  private final Supplier<NodeStatus> self;
  private final Roster others = new Roster(EXPIRES_MS);
  private volatile long heardSelf = ticks();
  private MessageConsumer<Buffer> consumer;
  private long timer;

  /**
   * @param self what this node says of itself; any thread
   */
  public Presence(Vertx vertx, Supplier<NodeStatus> self) {
    this.vertx = vertx;
    this.self = self;
  }

  /** Begins to listen and to speak; only on a Vert.x that is clustered. */
  public Future<Void> start() {
    String id = self.get().id();
    consumer = vertx.eventBus().consumer(ADDRESS, message -> hear(message, id));
    return consumer
        .completion()
        .onSuccess(
            v -> {
              beat();
              timer = vertx.setPeriodic(BEAT_MS, i -> beat());
            });
  }

  private void beat() {
    vertx.eventBus().publish(ADDRESS, Buffer.buffer(StatusBytes.of(self.get())));
  }

  private void hear(Message<Buffer> message, String id) {
    String left = message.headers().get(LEFT);
    if (left != null) {
      others.left(left);
      return;
    }
    try {
      NodeStatus node = StatusBytes.read(message.body().getBytes());
      if (node.id().equals(id)) {
        heardSelf = ticks();
      } else {
        others.heard(node, ticks());
      }
    } catch (IOException e) {
      log.warn("a node says of itself what cannot be read, is it of another version? {}", e, e);
    }
  }

  /** Says that this node leaves. */
  public Future<Void> leave() {
    vertx.cancelTimer(timer);
    DeliveryOptions goodbye = new DeliveryOptions().addHeader(LEFT, self.get().id());
    return consumer
        .unregister()
        .onComplete(v -> vertx.eventBus().publish(ADDRESS, Buffer.buffer(), goodbye));
  }

  /** All nodes, this one first. */
  public List<NodeStatus> nodes() {
    return Stream.concat(Stream.of(self.get()), others.nodes(ticks()).stream()).toList();
  }

  /** Why nodes may not see each other; empty when all is well. */
  public Optional<String> trouble() {
    long deaf = ticks() - heardSelf;
    return deaf > DEAF_MS
        ? Optional.of(
            "has not heard itself on the event bus for %d s: other nodes may not hear it either; restart it"
                .formatted(TimeUnit.MILLISECONDS.toSeconds(deaf)))
        : Optional.empty();
  }

  /** A clock that never steps, in milliseconds. */
  private static long ticks() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
