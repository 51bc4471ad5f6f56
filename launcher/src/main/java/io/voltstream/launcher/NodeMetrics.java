package io.voltstream.launcher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.voltstream.cluster.Cluster;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;

/** The process's one registry, with what the JVM, the machine and Vert.x have to say. */
final class NodeMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MeterBeans beans =
      new MeterBeans(registry, ManagementFactory.getPlatformMBeanServer());
  private final JvmGcMetrics gc = new JvmGcMetrics();

  NodeMetrics() {
    List<MeterBinder> binders =
        List.of(
            gc,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    Gauge.builder("voltstream.build.info", () -> 1)
        .description("Always 1; the labels say what runs")
        .tag("version", BuildInfo.version())
        .tag("commit", BuildInfo.commit())
        .tag("java", System.getProperty("java.runtime.version"))
        .register(registry);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Shows whether each part is well, as health does. */
  void show(Health health) {
    for (String part : health.look().keySet()) {
      Gauge.builder("voltstream.part.up", health, h -> h.isWell(part) ? 1 : 0)
          .description("1 while a part of the node is well, as /health/ready says it")
          .tag("part", part)
          .strongReference(true)
          .register(registry);
    }
  }

  /** A Vert.x that reports here. */
  Vertx vertx() {
    return builder().with(options()).build();
  }

  /** A Vert.x that reports here, one of a cluster. */
  Future<Vertx> vertx(Cluster cluster) {
    return cluster.join(builder(), options());
  }

  private VertxBuilder builder() {
    return Vertx.builder().withMetrics(new MicrometerMetricsFactory(registry));
  }

  private static VertxOptions options() {
    MicrometerMetricsOptions reported = new MicrometerMetricsOptions();
    reported.setEnabled(true);
    // Not the method: a client may invent any, and each would be a time series for ever.
    reported.setLabels(
        EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME, Label.EB_SIDE));
    return new VertxOptions().setPreferNativeTransport(true).setMetricsOptions(reported);
  }

  @Override
  public void close() {
    gc.close();
    beans.close();
    registry.close();
  }
}
