package io.voltstream.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.cluster.Cluster;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;

/** One life of a process: starts the node, says when it is ready, waits for the end, stops it. */
final class Run {
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(19);
  private static final long PROGRESS_MS = 10_000;

  private final Set<Role> roles;
  private final Settings settings;
  private final PrintWriter out;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /**
   * @param out where the banner, 'ready' and the totals go
   */
  Run(Set<Role> roles, Settings settings, PrintWriter out) {
    this.roles = roles;
    this.settings =
        roles.contains(Role.INGEST) || settings.isSet(Setting.METRICS_PORT)
            ? settings
            : settings.bound(Setting.METRICS_PORT, 0);
    this.out = out;
  }

  /**
   * Runs to the end: of the duration, by a signal, or by a failure.
   *
   * @throws StartFailure when the cause is known
   */
  ExitCode live() throws Exception {
    Configs.check(roles, settings);
    PortChecks.requireFree(roles, settings);
    Logging.configure(settings);
    Health health = new Health();
    try (NodeMetrics metrics = new NodeMetrics()) {
      Optional<Cluster> cluster = ClusterSettings.of(settings).map(Cluster::new);
      Vertx vertx = ClusterPart.vertx(metrics, cluster);
      NodeCard card = new NodeCard(roles, settings);
      ClusterPart others = new ClusterPart(vertx, cluster, card, metrics.registry());
      NodePlan plan =
          NodePlan.of(
              roles, vertx, metrics.registry(), health, others, out, ended::completeExceptionally);
      card.runs(plan.parts());
      Node node = new Node(plan.parts(), health);
      metrics.show(health);
      StopSignals.run(() -> stop(node, vertx));
      try {
        Settings served = node.start(settings).await();
        card.serves(served);
        out.println(Banner.of(roles, served));
        awaitFleet(plan, served, health);
        out.println("ready");
        awaitEnd(plan, vertx);
        return ExitCode.OK;
      } catch (Exception e) {
        if (node.isStopping()) {
          // Asked to stop while it started: what failed because of that is no failure.
          return ExitCode.OK;
        }
        throw e;
      } finally {
        stop(node, vertx);
      }
    }
  }

  /** Until every vehicle's stream is up and, where this process has a map, on it. */
  private void awaitFleet(NodePlan plan, Settings served, Health health) throws Exception {
    if (plan.fleet().isEmpty()) {
      return;
    }
    int vehicles = served.number(Setting.NUM_VEHICLES);
    Future<Void> up = plan.fleet().get().fleetUp();
    if (plan.map().isPresent() && staysOnMap(served)) {
      up = up.compose(v -> plan.map().get().shows(vehicles));
    }
    try {
      await(
          CompletableFuture.anyOf(up.toCompletionStage().toCompletableFuture(), ended),
          Optional.of(READY_LIMIT));
    } catch (TimeoutException e) {
      String line = "the fleet was not up within " + READY_LIMIT.toSeconds() + " s; not well: ";
      throw new StartFailure(ExitCode.NOT_READY, line + health.complaints(), e);
    }
  }

  /** A vehicle that reports less often than this is taken off the map between two batches. */
  private static boolean staysOnMap(Settings served) {
    double seconds = served.duration(Setting.VEHICLE_TTL).toMillis() / 1_000.0;
    return served.decimal(Setting.SEND_FREQUENCY_HZ) * seconds >= 2;
  }

  private void awaitEnd(NodePlan plan, Vertx vertx) throws Exception {
    Optional<Duration> duration =
        roles.contains(Role.SIMULATOR) ? Configs.duration(settings) : Optional.empty();
    if (duration.isPresent()) {
      Progress progress = new Progress(plan.fleet().orElseThrow(), plan.storage());
      vertx.setPeriodic(PROGRESS_MS, id -> progress.report());
    }
    try {
      await(ended, duration);
    } catch (TimeoutException e) {
      // The duration is over, which is how such a run ends.
    }
  }

  /** Waits at most {@code limit}, or for ever; throws what it failed with. */
  private static void await(CompletableFuture<?> future, Optional<Duration> limit)
      throws Exception {
    try {
      if (limit.isPresent()) {
        future.get(limit.get().toMillis(), TimeUnit.MILLISECONDS);
      } else {
        future.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  /** Both the end of the run and the shutdown hook come here; the work is done once. */
  private static void stop(Node node, Vertx vertx) {
    try {
      node.stop().compose(v -> vertx.close()).await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LoggerFactory.getLogger(Run.class).warn("not all had stopped after {}", STOP_LIMIT);
    }
  }
}
