package io.voltstream.launcher;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.alert.AlertTotals;
import io.voltstream.alert.AlertVerticle;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** The role alert. */
final class AlertPart implements Part {
  private final Vertx vertx;
  private final MeterRegistry registry;
  private volatile AlertVerticle alert;
  private String deployment;

  AlertPart(Vertx vertx, MeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  @Override
  public String name() {
    return Role.ALERT.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    alert = new AlertVerticle(Configs.spine(settings), Configs.alert(settings), registry);
    return vertx.deployVerticle(alert).onSuccess(id -> deployment = id).map(settings);
  }

  /**
   * What was raised and resolved so far, of the episodes that began in this run.
   *
   * @param session the start of the run, in Unix milliseconds
   */
  AlertTotals totals(long session) {
    return alert.totals(session);
  }

  @Override
  public Duration stopLimit() {
    return AlertVerticle.STOP_LIMIT.plusSeconds(1);
  }

  @Override
  public Future<?> stop() {
    return vertx.undeploy(deployment);
  }

  @Override
  public OptionalLong lag() {
    long lag = alert == null ? -1 : alert.lag();
    return lag < 0 ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  @Override
  public Optional<String> trouble() {
    return alert.trouble();
  }
}
