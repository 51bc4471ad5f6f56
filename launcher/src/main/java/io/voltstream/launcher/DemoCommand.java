package io.voltstream.launcher;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything in one process. */
@Command(
    name = "demo",
    description = {
      "Runs every role in one process, with a real Kafka and a QuestDB embedded.",
      "KAFKA_BROKER or INFLUXDB_URL in the environment takes the place of the embedded one."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Spec private CommandSpec spec;
  @Mixin private Instances instances;

  private DemoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandLine line(Map<String, String> environment) {
    CommandLine line = new CommandLine(new DemoCommand(environment));
    SettingOptions.add(line.getCommandSpec(), EnumSet.allOf(Setting.class));
    return line;
  }

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Map<Setting, String> options = SettingOptions.given(line.getParseResult());
    options.putAll(instances.given(EnumSet.allOf(Role.class), line));
    Settings settings = Settings.of(environment, options);
    Set<Role> roles = EnumSet.allOf(Role.class);
    if (settings.isSet(Setting.KAFKA_BROKER)) {
      roles.remove(Role.KAFKA);
    }
    if (settings.isSet(Setting.INFLUXDB_URL)) {
      roles.remove(Role.TSDB);
    }
    return new Run(roles, settings, line.getOut()).live().number();
  }
}
