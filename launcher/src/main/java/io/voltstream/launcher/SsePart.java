package io.voltstream.launcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.cluster.NodeStatus;
import io.voltstream.sse.SseVerticle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The role sse. */
final class SsePart implements Part {
  private static final long LOOK_AGAIN_MS = 50;

  private final Vertx vertx;
  private final Supplier<List<NodeStatus>> nodes;
  private final MeterRegistry registry;
  private volatile SseVerticle sse;
  private String deployment;

  /**
   * @param nodes all that there are, this one first
   */
  SsePart(Vertx vertx, Supplier<List<NodeStatus>> nodes, MeterRegistry registry) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.registry = registry;
  }

  @Override
  public String name() {
    return Role.SSE.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    sse =
        new SseVerticle(
            Configs.spine(settings),
            Configs.sse(settings),
            Configs.reads(settings),
            nodes,
            registry);
    return vertx
        .deployVerticle(sse)
        .recover(failure -> Diagnosis.listening(failure, Setting.HTTP_PORT, settings))
        .onSuccess(id -> deployment = id)
        .map(id -> settings.bound(Setting.HTTP_PORT, sse.port()));
  }

  /** Completes once so many vehicles are on the map. */
  Future<Void> shows(int vehicles) {
    return sse.vehicles() >= vehicles
        ? Future.succeededFuture()
        : vertx.timer(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS).compose(v -> shows(vehicles));
  }

  @Override
  public Duration stopLimit() {
    return SseVerticle.STOP_LIMIT.plusSeconds(1);
  }

  @Override
  public Future<?> stop() {
    return vertx.undeploy(deployment);
  }

  @Override
  public OptionalLong lag() {
    long lag = sse == null ? -1 : sse.lag();
    return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  @Override
  public Optional<String> trouble() {
    return sse.trouble();
  }
}
