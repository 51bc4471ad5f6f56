package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.tools.attach.VirtualMachine;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the monitoring files of the tree name is what the jar, with every role, really shows. */
class MonitoringIT {
  private static final Path DOCS = Path.of("../docs/monitoring.md");

  @TempDir private static Path folder;
  private static VoltstreamProcess demo;

  private final Dashboard dashboard = new Dashboard();
  private final PrometheusRules rules = new PrometheusRules();

  MonitoringIT() throws IOException {}

  @BeforeAll
  static void startEverything() throws IOException {
    demo =
        VoltstreamProcess.start(
            folder, VoltstreamProcess.FREE_PORTS, "demo", "--vehicles=10", "--hz=5");
    demo.awaitReady();
  }

  @AfterAll
  static void end() {
    demo.close();
  }

  private static Scrape scrape() throws Exception {
    return new Scrape(VoltstreamProcess.get(demo.address("metrics")).body());
  }

  @Test
  void theDashboardAsksForNothingThatIsNotThere() {
    awaitKnown(dashboard.expressions());
  }

  @Test
  void theRulesAskForNothingThatIsNotThere() {
    awaitKnown(rules.expressions());
  }

  /** Some of Kafka's figures come with the first request that they count. */
  private void awaitKnown(List<String> expressions) {
    assertThat(expressions).hasSizeGreaterThan(10);
    Map<String, Set<String>> recorded = rules.recorded();
    await()
        .atMost(VoltstreamProcess.PATIENCE)
        .untilAsserted(
            () -> {
              Scrape scrape = scrape();
              assertThat(expressions)
                  .allSatisfy(
                      expression ->
                          assertThat(scrape.unknown(PromQl.of(expression), recorded)).isEmpty());
            });
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDoAndIsInTheDocs() throws IOException {
    String docs = Files.readString(DOCS);
    assertThat(rules.alerts())
        .isNotEmpty()
        .allSatisfy(
            (name, rule) -> {
              assertThat(docs).contains("| `" + name + "` |");
              assertThat(((Map<?, ?>) rule.get("labels")).get("severity"))
                  .isIn("critical", "warning", "info");
              assertThat((Map<?, ?>) rule.get("annotations"))
                  .extracting("summary", "runbook")
                  .allSatisfy(text -> assertThat((String) text).isNotBlank());
            });
  }

  @Test
  void theDocumentedTableIsWhatAScrapeSays() throws Exception {
    Scrape scrape = scrape();
    String table =
        scrape.metrics("voltstream_").entrySet().stream()
            .map(metric -> row(scrape, metric.getKey(), metric.getValue()))
            .collect(Collectors.joining("\n"));

    assertThat(
            Files.readString(DOCS)
                .lines()
                .filter(line -> line.startsWith("| `voltstream_"))
                .collect(Collectors.joining("\n")))
        .isEqualTo(table);
  }

  private static String row(Scrape scrape, String metric, String type) {
    String labels =
        scrape.labels(metric).stream()
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", "));
    return String.format("| `%s` | %s | %s | %s |", metric, type, labels, scrape.help(metric));
  }

  @Test
  void jmxShowsTheMetersOfTheScrape() throws Exception {
    try (JMXConnector jmx = attach(demo.pid())) {
      MBeanServerConnection beans = jmx.getMBeanServerConnection();
      ObjectName received = new ObjectName("io.voltstream:name=voltstream_events_received_total");

      double before = scrape().value("voltstream_events_received_total");
      double shown = (double) beans.getAttribute(received, "Count");
      Scrape after = scrape();

      assertThat(shown)
          .isPositive()
          .isBetween(before, after.value("voltstream_events_received_total"));
      Set<String> names =
          beans.queryNames(new ObjectName("io.voltstream:*"), null).stream()
              .map(name -> name.getKeyProperty("name"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names)
          .containsAll(after.metrics("voltstream_").keySet())
          .containsAll(after.metrics("jvm_memory").keySet());
    }
  }

  /** As jconsole attaches to a process of the same user. */
  private static JMXConnector attach(long pid) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  @Test
  void noLabelNamesAVehicle() throws Exception {
    String vehicles = VoltstreamProcess.get(demo.address("map") + "api/vehicles").body();
    String vin =
        new JsonObject(vehicles).getJsonArray("vehicles").getJsonObject(0).getString("vin");

    assertThat(vin).isNotBlank();
    assertThat(VoltstreamProcess.get(demo.address("metrics")).body())
        .contains("voltstream_live_vehicles 10.0")
        .doesNotContain(vin);
  }
}
