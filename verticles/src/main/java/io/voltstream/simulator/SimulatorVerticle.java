package io.voltstream.simulator;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.voltstream.contract.SignalCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulator role: a fleet drives, each vehicle streams to ingest what it measures. It has
 * started when it tries to connect; it drives off when its streams are open.
 */
public final class SimulatorVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorVerticle.class);
  private static final int TICK_MS = 1;

  /** So many batches at a time when the fleet is late; acks are read in between. */
  private static final int MOST_PER_TICK = 500;

  private static final int ACK_LOG_FLUSH_MS = 100;
  private static final int CHECK_MS = 1_000;
  private static final int POLL_MS = 5;
  private static final Duration LAST_ACK = Duration.ofSeconds(6);
  private static final Duration LAST_STREAM = Duration.ofSeconds(1);

  /** What {@link #stop} takes at most, when the server owes acks and does not end its streams. */
  public static final Duration STOP_LIMIT = LAST_ACK.plus(LAST_STREAM);

  private final SimulatorConfig config;
  private final SimulatorMetrics metrics;
  private final Duration patience;
  private final FleetClock clock = new FleetClock();
  private final Promise<Void> ready = Promise.promise();
  private Fleet fleet;
  private long driving;
  private volatile long session;
  private volatile Optional<AckLog> ackLog = Optional.empty();
  private volatile Uplink uplink;

  public SimulatorVerticle(SimulatorConfig config, MeterRegistry registry) {
    this(config, registry, Duration.ofMinutes(1));
  }

  /**
   * @param patience how long an ack may be owed before the vehicle tries on another stream
   */
  SimulatorVerticle(SimulatorConfig config, MeterRegistry registry, Duration patience) {
    this.config = config;
    this.patience = patience;
    this.metrics = new SimulatorMetrics(registry);
  }

  @Override
  public Future<?> start() {
    session = System.currentTimeMillis();
    return vertx.executeBlocking(this::build).onSuccess(v -> begin());
  }

  private Void build() throws IOException {
    fleet =
        new Fleet(config, SignalCatalogue.load(), RoadNetwork.sanFrancisco(), this::episodeChanged);
    if (config.ackLog().isPresent()) {
      ackLog = Optional.of(AckLog.open(config.ackLog().get()));
    }
    return null;
  }

  private void begin() {
    uplink = new Uplink(vertx, config, new FleetPass(config.token(), this::refused), metrics);
    uplink.connect(
        new FleetLedger(config.vehicles(), clock, metrics, ackLog, this::fleetUp), session);
    driving = vertx.setPeriodic(TICK_MS, timer -> drive());
    vertx.setPeriodic(CHECK_MS, timer -> uplink.check(patience));
    ackLog.ifPresent(log -> vertx.setPeriodic(ACK_LOG_FLUSH_MS, timer -> log.flush()));
  }

  private void fleetUp() {
    metrics.fleetUp();
    ready.tryComplete();
  }

  /** What other failures there are may pass; a token does not become right by trying again. */
  private void refused(String outcome) {
    ready.tryFail(new TokenRefusedException(config.server(), outcome));
  }

  private void episodeChanged(EpisodeChange change) {
    if (change.step() == EpisodeChange.Step.RAISED) {
      metrics.episodeRaised();
    }
    ackLog.ifPresent(log -> log.add(change));
  }

  /** Lets each vehicle measure and send whose tick has come; a tick that is late is not skipped. */
  private void drive() {
    if (!clock.isRunning()) {
      if (!uplink.isReady()) {
        return;
      }
      clock.start();
      LOG.info("{} vehicles drive, {} batches/s each", config.vehicles(), config.hz());
    }
    if (ackLog.isPresent() && ackLog.get().isBehind()) {
      return;
    }
    long now = clock.nanos();
    for (int i = 0; i < MOST_PER_TICK && fleet.nextDue() <= now; i++) {
      VehicleStream stream = uplink.stream(fleet.nextVehicle());
      stream.add(fleet.next(clock.startMs()));
    }
  }

  /** No new batches; the last acks, the ends of the streams and the ack log are waited for. */
  @Override
  public Future<?> stop() {
    vertx.cancelTimer(driving);
    return until(() -> ready.future().failed() || metrics.unacknowledged() == 0, LAST_ACK)
        .onSuccess(v -> uplink.end())
        .compose(v -> until(() -> metrics.openStreams() == 0, LAST_STREAM))
        .compose(v -> uplink.close())
        .eventually(this::closeAckLog)
        .onSuccess(v -> LOG.info("the fleet has stopped: {}", totals().inWords()));
  }

  /** Completes when a condition holds or the time is up. */
  private Future<Void> until(BooleanSupplier condition, Duration limit) {
    Promise<Void> done = Promise.promise();
    long begin = System.nanoTime();
    vertx.setPeriodic(
        POLL_MS,
        timer -> {
          if (condition.getAsBoolean() || System.nanoTime() - begin > limit.toNanos()) {
            vertx.cancelTimer(timer);
            done.complete();
          }
        });
    return done.future();
  }

  private Future<Void> closeAckLog() {
    return ackLog
        .map(log -> Future.fromCompletionStage(log.close(), context))
        .orElseGet(Future::succeededFuture);
  }

  /**
   * Succeeds once every vehicle has had a positive ack; fails with {@link TokenRefusedException}
   * when ingest lets none in before that.
   */
  public Future<Void> ready() {
    return ready.future();
  }

  /** What became of the batches so far. Thread-safe. */
  public SimulatorTotals totals() {
    return metrics.totals();
  }

  /** The session that is in every batch: the start in Unix milliseconds; 0 before it. */
  public long session() {
    return session;
  }

  /** Why the fleet does not stream as it should; empty when all is well. Thread-safe. */
  public Optional<String> trouble() {
    Uplink link = uplink;
    if (link == null) {
      return Optional.of("the fleet has not started");
    }
    return ackLog.flatMap(AckLog::trouble).or(link::trouble);
  }
}
