package io.voltstream.launcher;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** The settings as a page: for the console, for the documentation, for a shell's environment. */
final class SettingsPage {
  private static final String MARKDOWN_HEAD =
      """
      # Configuration

      <!-- Written by `./voltstream config --format markdown > docs/configuration.md`; a test fails when it is out of date. -->

      Every setting is an environment variable. The command-line option, where there is one, goes before it; an empty \
      value counts as unset. `./voltstream config` shows each value and where it came from, with secrets masked. \
      Durations are written `500ms`, `10s`, `5m`, `24h` or `7d`; sizes `1048576`, `512MiB` or `5GiB`.

      `WORKER_POOL_SIZE` of the original has no meaning here: no pool of threads stands between a vehicle and the log.
      """;
  private static final String ENV_HEAD =
      """
      # Settings of VoltStream with their defaults; docs/configuration.md says the same as a table.
      # Written by './voltstream config --format env > .env.example'; a test fails when it is out of date.
      # VoltStream reads the environment, not this file. To use it: copy it to .env, uncomment what you
      # change, and run 'set -a; . ./.env; set +a' before './voltstream'.
      """;
  private static final String ENV_COMPOSE =
      """

      # Only docker compose reads these, which reads this file as .env; see DEPLOYMENT.md.
      # Password of the user voltstream in InfluxDB's UI, 8 characters or more; required.
      #INFLUXDB_ADMIN_PASSWORD=
      # How long InfluxDB keeps what is written, in the bucket that compose makes.
      #INFLUXDB_RETENTION=24h
      # Password of the user admin in Grafana; required.
      #GRAFANA_ADMIN_PASSWORD=
      # docker-compose.prod.yml: address on which vehicles and browsers reach the nodes.
      #PUBLIC_ADDRESS=127.0.0.1
      # docker-compose.prod.yml: tag of the image, and the commit that it is built from.
      #VOLTSTREAM_VERSION=local
      #COMMIT=unknown
      """;
  private static final String EXIT_CODES =
      """

      ## Exit codes

      A failure to start is one line on standard error that says what to do, and one of these codes. Stopped by a \
      signal, the process drains and ends with 128 and the signal's number: 130 for ctrl-C, 143 for SIGTERM.

      | code | meaning |
      |---|---|
      """;

  private SettingsPage() {}

  /** What {@code voltstream config} prints: each value and where it came from. */
  static String table(Settings settings) {
    return groups(
            heading -> heading + "\n",
            setting ->
                String.format(
                    "  %-24s  %-24s  %-12s  %s%n",
                    setting.name(),
                    shown(settings, setting),
                    settings.origin(setting).label(),
                    setting.meaning()))
        .strip();
  }

  private static String shown(Settings settings, Setting setting) {
    String value = settings.text(setting);
    return value.isEmpty() ? "(unset)" : setting.isSecret() ? "********" : value;
  }

  /** {@code docs/configuration.md}. */
  static String markdown() {
    String codes =
        Arrays.stream(ExitCode.values())
            .map(code -> "| " + code.number() + " | " + code.meaning() + " |\n")
            .collect(joining());
    return MARKDOWN_HEAD
        + groups(
            heading -> "\n## " + heading + "\n\n| setting | default | meaning |\n|---|---|---|\n",
            SettingsPage::markdownRow)
        + EXIT_CODES
        + codes;
  }

  private static String markdownRow(Setting setting) {
    String option = setting.option().map(name -> ", `" + name + "`").orElse("");
    String fallback = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
    return "| `%s`%s | %s | %s |\n".formatted(setting.name(), option, fallback, setting.meaning());
  }

  /** {@code .env.example}. */
  static String env() {
    return ENV_HEAD
        + groups(
            heading -> "\n# " + heading + "\n",
            setting ->
                "# %s\n#%s=%s\n"
                    .formatted(setting.meaning(), setting.name(), setting.defaultValue()))
        + ENV_COMPOSE;
  }

  private static String groups(Function<String, String> head, Function<Setting, String> row) {
    return Arrays.stream(Setting.Group.values())
        .map(group -> head.apply(group.heading()) + of(group).map(row).collect(joining()))
        .collect(joining());
  }

  private static Stream<Setting> of(Setting.Group group) {
    return Arrays.stream(Setting.values()).filter(setting -> setting.group() == group);
  }
}
