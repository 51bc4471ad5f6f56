package io.voltstream.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.voltstream.spine.SpineConfig;
import io.voltstream.spine.TelemetryProducer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The ingest role: one producer, and a gRPC server on each event loop that share one port. Stops in
 * good order: health says NOT_SERVING, streams end after their last ack, the producer is flushed.
 */
public final class IngestVerticle extends VerticleBase {
  private static final Duration FLUSH = Duration.ofSeconds(2);

  /** How long stopping takes at most: the last acks, closing, flushing. */
  public static final Duration STOP_LIMIT =
      IngestServer.DRAIN.plus(IngestServer.SHUTDOWN).plus(FLUSH);

  private final IngestConfig config;
  private final SpineConfig spine;
  private final Supplier<Optional<String>> hold;
  private final MeterRegistry registry;
  private final IngestMetrics metrics;
  private final UnknownSensors unknownSensors;
  private final AtomicBoolean serving = new AtomicBoolean();
  private volatile TelemetryProducer producer;
  private volatile int port;

  /**
   * @param hold why streams must pause for a reason outside ingest, such as a full disk; empty: go
   */
  public IngestVerticle(
      IngestConfig config,
      SpineConfig spine,
      Supplier<Optional<String>> hold,
      MeterRegistry registry) {
    this.config = config;
    this.spine = spine;
    this.hold = hold;
    this.registry = registry;
    this.metrics = new IngestMetrics(registry);
    this.unknownSensors = new UnknownSensors(config.maxUnknownSignals());
    Gauge.builder("voltstream.ingest.unknown.sensors", unknownSensors, UnknownSensors::count)
        .description("Distinct sensor ids outside the catalogue that were accepted")
        .register(registry);
  }

  @Override
  public Future<?> start() {
    return TelemetryProducer.open(vertx, spine, registry)
        .onSuccess(opened -> producer = opened)
        .compose(opened -> listenOnEveryLoop(0))
        .onSuccess(v -> serving.set(true))
        .recover(failure -> closeProducer().transform(v -> Future.failedFuture(failure)));
  }

  private Future<Void> listenOnEveryLoop(int started) {
    return started == config.eventLoops()
        ? Future.succeededFuture()
        : listen().compose(v -> listenOnEveryLoop(started + 1));
  }

  private Future<Void> listen() {
    StreamHost host = new StreamHost(config, producer, unknownSensors, metrics);
    // To Vert.x a negative port means: any port, but the same for all servers that ask with it.
    int shared = config.port() == 0 ? -1 : config.port();
    IngestServer server = new IngestServer(config, shared, host, metrics, serving, hold);
    return vertx.deployVerticle(server).onSuccess(v -> port = server.port()).mapEmpty();
  }

  /** The servers are undeployed before this is called: their streams have ended. */
  @Override
  public Future<?> stop() {
    return closeProducer();
  }

  private Future<Void> closeProducer() {
    return producer == null ? Future.succeededFuture() : producer.close(FLUSH);
  }

  /** The port that vehicles connect to; 0 before the start. */
  public int port() {
    return port;
  }

  /** Why vehicles are not served as they should be; empty when all is well. */
  public Optional<String> trouble() {
    return serving.get() ? hold.get().or(producer::trouble) : Optional.of("ingest does not serve");
  }
}
