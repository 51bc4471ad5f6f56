package io.voltstream.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
    name = "voltstream",
    description =
        "Electric-vehicle telemetry: gRPC in, Kafka as the spine, a time-series database.",
    versionProvider = VoltstreamCommand.Version.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Settings are environment variables; '@|bold voltstream config|@' lists them with their"
          + " values."
    })
final class VoltstreamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** The whole command line. */
  static CommandLine line(Map<String, String> environment) {
    return new CommandLine(new VoltstreamCommand())
        .addSubcommand(DemoCommand.line(environment))
        .addSubcommand(NodeCommand.line(environment))
        .addSubcommand(new ConfigCommand(environment))
        .addSubcommand(DoctorCommand.line(environment));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }

  /** What --version prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "voltstream " + BuildInfo.version(), "Java " + System.getProperty("java.runtime.version")
      };
    }
  }
}
