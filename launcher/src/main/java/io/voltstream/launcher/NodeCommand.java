package io.voltstream.launcher;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Chosen roles in one process. */
@Command(
    name = "node",
    description = "Runs the roles given. Nodes find each other by settings.",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "ROLE", description = "What to run; see below.")
  private List<String> roleNames;

  @Mixin private Instances instances;

  private NodeCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  static CommandLine line(Map<String, String> environment) {
    CommandLine line = new CommandLine(new NodeCommand(environment));
    SettingOptions.add(line.getCommandSpec(), EnumSet.allOf(Setting.class));
    line.getCommandSpec().usageMessage().footer(roles());
    return line;
  }

  private static String[] roles() {
    return Stream.concat(
            Stream.of("", "Roles, in the order in which a node starts them:"),
            Arrays.stream(Role.values())
                .map(role -> String.format("  %-10s %s", role.label(), role.meaning())))
        .toArray(String[]::new);
  }

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    Set<Role> roles = Role.named(roleNames);
    Map<Setting, String> options = SettingOptions.given(line.getParseResult());
    for (Setting setting : options.keySet()) {
      if (setting.group() == Setting.Group.SIMULATOR && !roles.contains(Role.SIMULATOR)) {
        String option = setting.option().orElseThrow();
        throw new ParameterException(line, option + " needs the role simulator");
      }
    }
    options.putAll(instances.given(roles, line));
    Settings settings = Settings.of(environment, options);
    return new Run(roles, settings, line.getOut()).live().number();
  }
}
