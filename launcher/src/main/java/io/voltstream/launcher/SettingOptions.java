package io.voltstream.launcher;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command-line options that override settings, made from the table of settings. */
final class SettingOptions {
  private SettingOptions() {}

  static void add(CommandSpec command, Set<Setting> settings) {
    command.usageMessage().sortOptions(false);
    for (Setting setting : settings) {
      setting.option().ifPresent(option -> command.addOption(spec(setting, option)));
    }
  }

  private static OptionSpec spec(Setting setting, String option) {
    String fallback =
        setting.defaultValue().isEmpty() ? "" : " Default: " + setting.defaultValue() + ".";
    OptionSpec.Builder spec = OptionSpec.builder(option).description(setting.meaning() + fallback);
    return setting.placeholder() == null
        ? spec.type(boolean.class).arity("0").build()
        : spec.type(String.class).paramLabel(setting.placeholder()).build();
  }

  /** The options that were on the command line. */
  static Map<Setting, String> given(ParseResult line) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      setting
          .option()
          .filter(line::hasMatchedOption)
          .ifPresent(
              option ->
                  given.put(setting, String.valueOf((Object) line.matchedOptionValue(option, ""))));
    }
    return given;
  }
}
