package io.voltstream.launcher;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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

  /** Those of a node's that change what it needs. */
  private static final Set<Setting> OPTIONS =
      EnumSet.of(Setting.VOLTSTREAM_INSECURE, Setting.DATA_DIR, Setting.CLUSTER);

  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One line of JSON in place of the text.")
  private boolean json;

  private DoctorCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandLine line(Map<String, String> environment) {
    CommandLine line = new CommandLine(new DoctorCommand(environment));
    SettingOptions.add(line.getCommandSpec(), OPTIONS);
    return line;
  }

  @Override
  public Integer call() {
    Logging.silence();
    CommandLine line = spec.commandLine();
    Settings settings = Settings.of(environment, SettingOptions.given(line.getParseResult()));
    List<Finding> findings = checks(settings).run();
    line.getOut().println(json ? FindingsPage.json(findings) : FindingsPage.text(findings));
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
