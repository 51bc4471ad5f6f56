package io.voltstream.alert;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.voltstream.spine.SpineConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The alert role in a process of its own, until its standard input ends. */
final class AlertChild {
  private AlertChild() {}

  /** Brokers, topics of telemetry, alerts and state, and the group. */
  public static void main(String[] args) throws Exception {
    SpineConfig spine =
        new SpineConfig(
            args[0],
            args[1],
            args[2],
            args[3],
            4,
            1,
            "snappy",
            0,
            Duration.ofHours(24),
            4L << 30,
            Duration.ofSeconds(20));
    Vertx vertx = Vertx.vertx();
    AlertVerticle alert =
        new AlertVerticle(spine, new AlertConfig(args[4], 1), new SimpleMeterRegistry());
    vertx.deployVerticle(alert).await(30, TimeUnit.SECONDS);
    while (System.in.read() >= 0) {
      // The parent says nothing: it closes the stream or kills us.
    }
    vertx.close().await(30, TimeUnit.SECONDS);
  }
}
