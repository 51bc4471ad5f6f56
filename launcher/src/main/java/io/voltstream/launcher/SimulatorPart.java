package io.voltstream.launcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.simulator.SimulatorConfig;
import io.voltstream.simulator.SimulatorTotals;
import io.voltstream.simulator.SimulatorVerticle;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;

/** The role simulator. */
final class SimulatorPart implements Part {
  private final Vertx vertx;
  private final MeterRegistry registry;
  private volatile SimulatorVerticle simulator;
  private volatile int vehicles;
  private volatile long upAt;
  private volatile long stoppedAt;
  private volatile String deployment;

  SimulatorPart(Vertx vertx, MeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  @Override
  public String name() {
    return Role.SIMULATOR.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    SimulatorConfig config = Configs.simulator(settings);
    vehicles = config.vehicles();
    simulator = new SimulatorVerticle(config, registry);
    simulator.ready().onSuccess(v -> upAt = System.nanoTime());
    return vertx
        .deployVerticle(simulator)
        .recover(failure -> Future.failedFuture(explain(failure, settings)))
        .onSuccess(id -> deployment = id)
        .map(settings);
  }

  /** The files that it opens are the ack log and the episodes beside it. */
  private static Throwable explain(Throwable failure, Settings settings) {
    String ackLog = settings.text(Setting.ACK_LOG);
    return failure instanceof FileSystemException
        ? settings.refused(
            new IllegalArgumentException(
                "ACK_LOG is '"
                    + ackLog
                    + "', it and the same with .episodes must be files that can be written"))
        : failure;
  }

  /** Whether there is anything to count. */
  boolean hasStarted() {
    return deployment != null;
  }

  int vehicles() {
    return vehicles;
  }

  /** Completes when every vehicle's stream is up and has got an ack. */
  Future<Void> fleetUp() {
    return simulator.ready();
  }

  /** How long it drove with the whole fleet up, until it was stopped. */
  Duration drove() {
    return upAt == 0 ? Duration.ZERO : Duration.ofNanos(stoppedAt - upAt);
  }

  /** What became of the batches so far. */
  SimulatorTotals totals() {
    return simulator.totals();
  }

  /** What tells the rows of this run from all others. */
  long session() {
    return simulator.session();
  }

  @Override
  public Duration stopLimit() {
    return SimulatorVerticle.STOP_LIMIT.plusSeconds(1);
  }

  @Override
  public Future<?> stop() {
    stoppedAt = System.nanoTime();
    return vertx.undeploy(deployment);
  }

  @Override
  public Optional<String> trouble() {
    return simulator.trouble();
  }
}
