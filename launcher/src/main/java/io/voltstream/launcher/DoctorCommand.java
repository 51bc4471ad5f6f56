package io.voltstream.launcher;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything that a node needs, before it starts or while it runs. */
@Command(
    name = "doctor",
    description = {
      "Checks settings, ports, Kafka, the database, disk and clock, and says what to do.",
      "Changes nothing. Exits with 0 when nothing failed."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One line of JSON in place of the text.")
  private boolean json;

  @Option(names = "--cluster", description = "Also what a node with --cluster needs.")
  private boolean cluster;

  DoctorCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Logging.silence();
    Map<Setting, String> given = cluster ? Map.of(Setting.CLUSTER, "true") : Map.of();
    Settings settings = Settings.of(environment, given);
    List<Finding> findings = checks(settings).run();
    spec.commandLine()
        .getOut()
        .println(json ? FindingsPage.json(findings) : FindingsPage.text(findings));
    return (FindingsPage.hasFailed(findings) ? ExitCode.NOT_WELL : ExitCode.OK).number();
  }

  private static Checkup checks(Settings settings) {
    Checkup checks =
        new Checkup(LIMIT)
            .with("java", HostChecks::java)
            .with("settings", () -> HostChecks.settings(EnumSet.allOf(Role.class), settings))
            .with("door", () -> HostChecks.door(settings));
    PortChecks.PORTS.forEach(port -> checks.with(port.name(), () -> PortChecks.of(port, settings)));
    return checks
        .with("kafka", () -> KafkaChecks.all(settings))
        .with("compression", () -> KafkaChecks.compression(settings))
        .with("database", () -> DatabaseChecks.all(settings))
        .with("disk", () -> DiskChecks.all(settings))
        .with("cluster file", () -> ClusterChecks.all(settings));
  }
}
