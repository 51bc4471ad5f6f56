package io.voltstream.launcher;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The value of every setting and where it came from. The command line goes before the environment,
 * the environment before the default; an empty value counts as unset. Immutable.
 */
final class Settings {
  /** Where a value came from. */
  enum Origin {
    DEFAULT("default"),
    SERVED("this process"),
    ENVIRONMENT("environment"),
    OPTION("command line");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private record Value(String text, Origin origin) {}

  private static final String PORT = "a port, 0 to 65535";

  private final Map<Setting, Value> values;

  private Settings(Map<Setting, Value> values) {
    this.values = values;
  }

  static Settings of(Map<String, String> environment, Map<Setting, String> options) {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String option = options.getOrDefault(setting, "").strip();
      String variable = environment.getOrDefault(setting.name(), "").strip();
      if (!option.isEmpty()) {
        values.put(setting, new Value(option, Origin.OPTION));
      } else if (!variable.isEmpty()) {
        values.put(setting, new Value(variable, Origin.ENVIRONMENT));
      } else {
        values.put(setting, new Value(setting.defaultValue(), Origin.DEFAULT));
      }
    }
    return new Settings(values);
  }

  /** These settings with the port that a part of this process was given. */
  Settings bound(Setting port, int number) {
    Map<Setting, Value> bound = new EnumMap<>(values);
    bound.put(port, new Value(Integer.toString(number), Origin.SERVED));
    return new Settings(bound);
  }

  /** These settings with an address that a part of this process serves, unless the user set one. */
  Settings serving(Setting address, String value) {
    if (isSet(address)) {
      return this;
    }
    Map<Setting, Value> serving = new EnumMap<>(values);
    serving.put(address, new Value(value, Origin.SERVED));
    return new Settings(serving);
  }

  /** Whether the user set it. */
  boolean isSet(Setting setting) {
    return origin(setting).compareTo(Origin.ENVIRONMENT) >= 0;
  }

  Origin origin(Setting setting) {
    return values.get(setting).origin();
  }

  /** Empty when it is unset and has no default. */
  String text(Setting setting) {
    return values.get(setting).text();
  }

  int number(Setting setting) {
    return read(setting, Integer::parseInt, "a whole number");
  }

  long wide(Setting setting) {
    return read(setting, Long::parseLong, "a whole number");
  }

  boolean flag(Setting setting) {
    return switch (text(setting).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refusal(setting, "true or false");
    };
  }

  double decimal(Setting setting) {
    return read(setting, Double::parseDouble, "a number");
  }

  Duration duration(Setting setting) {
    return read(setting, Quantity::duration, "a duration such as 500ms, 10s, 5m, 24h or 7d");
  }

  long bytes(Setting setting) {
    return read(setting, Quantity::bytes, "a size such as 1048576, 512MiB or 5GiB");
  }

  /** A port, 0 for any free one; the original's {@code :50051} is read as {@code 50051}. */
  int port(Setting setting) {
    int port = read(setting, text -> Integer.parseInt(text.replaceFirst("^:", "")), PORT);
    if (port < 0 || port > 65_535) {
      throw refusal(setting, PORT);
    }
    return port;
  }

  /** One of an enum's constants, written in any case. */
  <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(text(setting))) {
        return constant;
      }
    }
    String allowed =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    throw refusal(setting, "one of " + allowed.toLowerCase(Locale.ROOT));
  }

  private <T> T read(Setting setting, Function<String, T> parser, String allowed) {
    try {
      return parser.apply(text(setting));
    } catch (NumberFormatException | ArithmeticException e) {
      throw refusal(setting, allowed);
    }
  }

  private IllegalArgumentException refusal(Setting setting, String allowed) {
    return new IllegalArgumentException(
        setting.name() + " is '" + text(setting) + "', it must be " + allowed);
  }

  /** The failure of a refused value, with where that value came from. */
  StartFailure refused(IllegalArgumentException refusal) {
    String from =
        Setting.namedBy(refusal.getMessage())
            .map(
                setting ->
                    switch (origin(setting)) {
                      case OPTION -> ", given as " + setting.option().orElse(Instances.OPTION);
                      case ENVIRONMENT -> ", set in the environment";
                      case DEFAULT, SERVED -> "";
                    })
            .orElse("");
    return new StartFailure(ExitCode.BAD_SETTING, refusal.getMessage() + from, refusal);
  }
}
