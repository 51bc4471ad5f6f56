package io.voltstream.sse;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.voltstream.api.ReadConfig;
import io.voltstream.api.ReadSide;
import io.voltstream.cluster.NodeStatus;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.spine.GroupConsumer;
import io.voltstream.spine.GroupMember;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.StartAt;
import io.voltstream.spine.TopicTail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * The sse role: the live map of this node, and HTTP. Listens when the alerts that Kafka holds have
 * been read, so that what it says of open alerts is true from the first request on.
 */
public final class SseVerticle extends VerticleBase {
  private static final Duration LEAVE = Duration.ofSeconds(1);

  /** How long stopping takes at most: streams end, the server closes, the group is left. */
  public static final Duration STOP_LIMIT = SseServer.SHUTDOWN.plus(LEAVE).plusSeconds(3);

  /** How long the event loop may take for a handful of alerts. */
  private static final Duration TAKE_LIMIT = Duration.ofSeconds(10);

  private static final long BEAT_MS = 1_000;
  private static final long SWEEP_MS = 2_000;

  private final SpineConfig spine;
  private final SseConfig config;
  private final ReadConfig reads;
  private final Supplier<List<NodeStatus>> nodes;
  private final MeterRegistry registry;
  private final Duration drainLimit;
  private final LiveMetrics metrics;
  private final long node = ThreadLocalRandom.current().nextLong() >>> 1;
  private volatile GroupConsumer telemetry;
  private volatile TopicTail alerts;
  private volatile SseServer server;
  private volatile boolean serving;
  private ReadSide database;
  private LiveFeed feed;
  private FramePace pace;
  private boolean broadcastDue;

  /**
   * @param nodes all nodes that there are, this one first; any thread
   */
  public SseVerticle(
      SpineConfig spine,
      SseConfig config,
      ReadConfig reads,
      Supplier<List<NodeStatus>> nodes,
      MeterRegistry registry) {
    this(spine, config, reads, nodes, registry, Duration.ofMillis(StreamSocket.DRAIN_LIMIT_MS));
  }

  /**
   * @param drainLimit a client that takes nothing for longer is cut off
   */
  SseVerticle(
      SpineConfig spine,
      SseConfig config,
      ReadConfig reads,
      Supplier<List<NodeStatus>> nodes,
      MeterRegistry registry,
      Duration drainLimit) {
    this.reads = reads;
    this.drainLimit = drainLimit;
    this.nodes = nodes;
    this.spine = spine;
    this.config = config;
    this.registry = registry;
    this.metrics = new LiveMetrics(registry);
  }

  @Override
  public Future<?> start() {
    SignalCatalogue catalogue = SignalCatalogue.load();
    String name = Long.toHexString(node);
    pace = new FramePace(SseServer.ticks());
    feed = new LiveFeed(name, catalogue, config.vehicleTtl(), drainLimit, this::trouble, metrics);
    database = new ReadSide(reads, catalogue, registry);
    server = new SseServer(vertx, config, catalogue, feed, nodes, database, metrics);
    FrameChannel channel = new FrameChannel(vertx, context, node, metrics);
    channel.listen(this::frame);
    telemetry = telemetry(name, new LiveWorker(catalogue, channel, config.vehicleTtl(), metrics));
    alerts = alerts(name, new AlertIntake(context, feed, metrics, TAKE_LIMIT));
    telemetry.start();
    vertx.setPeriodic(BEAT_MS, id -> feed.beat(System.currentTimeMillis(), SseServer.ticks()));
    vertx.setPeriodic(SWEEP_MS, id -> feed.sweep(SseServer.ticks()));
    return Future.fromCompletionStage(alerts.start(), context)
        .compose(v -> server.listen())
        .onSuccess(v -> serving = true)
        .recover(failure -> leave().transform(v -> Future.failedFuture(failure)));
  }

  /**
   * Nodes whose frames the others hear share the partitions. One that stands alone reads them all,
   * in a group of its own: in a common one each node would show a part of the fleet.
   */
  private GroupConsumer telemetry(String name, LiveWorker worker) {
    String topic = spine.telemetryTopic();
    String client = config.group() + "-" + name;
    String group = vertx.isClustered() ? config.group() : client;
    return new GroupConsumer(
        spine, topic, new GroupMember("sse", group, client), StartAt.END, worker, registry);
  }

  private TopicTail alerts(String name, AlertIntake intake) {
    String client = config.group() + "-alerts-" + name;
    return new TopicTail(spine, spine.alertTopic(), client, intake, registry);
  }

  /** Takes a frame of this node or another, and tells the clients, five times a second at most. */
  private BusFrame.Head frame(byte[] frame) {
    BusFrame.Head head = feed.frame(frame, SseServer.ticks());
    if (!broadcastDue) {
      broadcastDue = true;
      long wait = pace.waitFrom(SseServer.ticks());
      if (wait <= 0) {
        broadcast();
      } else {
        vertx.setTimer(wait, id -> broadcast());
      }
    }
    return head;
  }

  private void broadcast() {
    broadcastDue = false;
    long now = SseServer.ticks();
    pace.goes(now);
    feed.broadcast(System.currentTimeMillis(), now);
  }

  @Override
  public Future<?> stop() {
    serving = false;
    feed.close();
    return server.close().eventually(this::leave);
  }

  private Future<Void> leave() {
    database.close();
    return Future.join(
            Future.fromCompletionStage(telemetry.stop(LEAVE), context),
            Future.fromCompletionStage(alerts.stop(), context))
        .mapEmpty();
  }

  /** The port that browsers connect to; 0 before the start. */
  public int port() {
    return serving ? server.port() : 0;
  }

  /** Vehicles on the map. */
  public int vehicles() {
    return metrics.vehicles();
  }

  /** Batches of the held partitions that the map does not show yet; -1 while that is not known. */
  public long lag() {
    GroupConsumer running = telemetry;
    return running == null ? -1 : running.lag();
  }

  /** Why the map is not what it should be; empty when all is well. */
  public Optional<String> trouble() {
    return serving
        ? telemetry.trouble().or(alerts::trouble)
        : Optional.of("the live map is not served");
  }
}
