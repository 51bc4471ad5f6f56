package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class MeterBeansTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Counter before =
      Counter.builder("fleet.batches").tag("reason", "late").register(registry);
  private final MeterBeans beans = new MeterBeans(registry, server);

  private Object value(String name, String attribute) throws Exception {
    return server.getAttribute(new ObjectName("io.voltstream:name=" + name), attribute);
  }

  private Set<String> names() throws Exception {
    return server.queryNames(new ObjectName("io.voltstream:*"), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void showsMetersUnderTheNameAndLabelsOfTheScrapeWhenTheyAreAsked() throws Exception {
    before.increment(2);
    Timer timer = Timer.builder("ack.time").register(registry);
    timer.record(1_500, TimeUnit.MILLISECONDS);
    timer.record(500, TimeUnit.MILLISECONDS);
    Gauge.builder("in.flight", () -> 7).baseUnit("bytes").register(registry);

    assertThat(value("fleet_batches_total,reason=late", "Count")).isEqualTo(2.0);
    assertThat(value("ack_time_seconds", "Count")).isEqualTo(2.0);
    assertThat(value("ack_time_seconds", "TotalTime")).isEqualTo(2.0);
    assertThat(value("ack_time_seconds", "Max")).isEqualTo(1.5);
    Gauge.builder("build.info", () -> 1).register(registry);

    assertThat(value("in_flight_bytes", "Value")).isEqualTo(7.0);
    assertThat(value("build_info", "Value")).isEqualTo(1.0);
    before.increment();
    assertThat(value("fleet_batches_total,reason=late", "Count")).isEqualTo(3.0);
    assertThat(registry.scrape())
        .contains("fleet_batches_total{reason=\"late\"} 3.0", "ack_time_seconds_count 2")
        .contains("in_flight_bytes 7.0", "build_info 1");
  }

  @Test
  void aLabelMayHoldAnything() throws Exception {
    Counter.builder("odd").tag("what", "a,b=\"c\"*").register(registry).increment();

    assertThat(value("odd_total,what=" + ObjectName.quote("a,b=\"c\"*"), "Count")).isEqualTo(1.0);
  }

  @Test
  void tellsWhatAMeterIsAndChangesNothing() throws Exception {
    Counter.builder("said").description("What it counts").register(registry);
    ObjectName name = new ObjectName("io.voltstream:name=said_total");

    assertThat(server.getMBeanInfo(name).getDescription()).isEqualTo("What it counts");
    assertThat(server.getMBeanInfo(name).getAttributes())
        .singleElement()
        .satisfies(
            attribute -> {
              assertThat(attribute.getName()).isEqualTo("Count");
              assertThat(attribute.isWritable()).isFalse();
            });
    assertThatThrownBy(() -> server.getAttribute(name, "Sum"))
        .hasMessageContaining("'Sum' is none of the attributes of said");
    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Count", 1.0)))
        .hasRootCauseMessage("meters are read only");
  }

  @Test
  void whatTheRegistryForgetsIsGone() throws Exception {
    registry.remove(before);

    assertThat(names()).isEmpty();
  }

  @Test
  void nothingIsLeftAfterTheEnd() throws Exception {
    Counter.builder("other").register(registry);
    assertThat(names()).hasSize(2);

    beans.close();

    assertThat(names()).isEmpty();
  }

  @Test
  void twoRegistriesOfOneProcessDoNotHideEachOthersMeters() throws Exception {
    PrometheusMeterRegistry second = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MeterBeans others = new MeterBeans(second, server);
    Counter.builder("fleet.batches").tag("reason", "late").register(second);

    others.close();

    assertThat(names()).containsExactly("io.voltstream:name=fleet_batches_total,reason=late");
  }
}
