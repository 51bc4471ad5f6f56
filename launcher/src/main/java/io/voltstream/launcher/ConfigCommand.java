package io.voltstream.launcher;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every setting: value, where it came from, meaning. */
@Command(
    name = "config",
    description = "Prints every setting: its value, where that came from, and what it means.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  private enum Format {
    table,
    markdown,
    env
  }

  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  @Option(names = "--format", hidden = true)
  private Format format = Format.table;

  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Settings settings = Settings.of(environment, Map.of());
    String page =
        switch (format) {
          case table -> SettingsPage.table(settings) + "\n";
          case markdown -> SettingsPage.markdown();
          case env -> SettingsPage.env();
        };
    spec.commandLine().getOut().print(page);
    spec.commandLine().getOut().flush();
    Configs.check(java.util.EnumSet.allOf(Role.class), settings);
    return ExitCode.OK.number();
  }
}
