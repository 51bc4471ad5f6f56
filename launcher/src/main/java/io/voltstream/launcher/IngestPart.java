package io.voltstream.launcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.ingest.IngestVerticle;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The role ingest. */
final class IngestPart implements Part {
  private final Vertx vertx;
  private final Supplier<Optional<String>> hold;
  private final MeterRegistry registry;
  private volatile IngestVerticle ingest;
  private String deployment;

  /**
   * @param hold why streams must pause; empty: go
   */
  IngestPart(Vertx vertx, Supplier<Optional<String>> hold, MeterRegistry registry) {
    this.vertx = vertx;
    this.hold = hold;
    this.registry = registry;
  }

  @Override
  public String name() {
    return Role.INGEST.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    ingest = new IngestVerticle(Configs.ingest(settings), Configs.spine(settings), hold, registry);
    return vertx
        .deployVerticle(ingest)
        .recover(failure -> Diagnosis.listening(failure, Setting.GRPC_PORT, settings))
        .onSuccess(id -> deployment = id)
        .map(id -> settings.bound(Setting.GRPC_PORT, ingest.port()))
        .map(bound -> bound.serving(Setting.SERVER_ADDR, vehiclesReach(bound)));
  }

  private String vehiclesReach(Settings settings) {
    return BindAddress.reachable(settings) + ":" + ingest.port();
  }

  @Override
  public Duration stopLimit() {
    return IngestVerticle.STOP_LIMIT.plusSeconds(1);
  }

  @Override
  public Future<?> stop() {
    return vertx.undeploy(deployment);
  }

  @Override
  public Optional<String> trouble() {
    return ingest.trouble();
  }
}
