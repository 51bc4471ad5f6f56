package io.voltstream.launcher;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How many of a role a node runs: sets the role's setting. */
final class Instances {
  static final String OPTION = "--instances";

  @Option(
      names = OPTION,
      paramLabel = "ROLE=N",
      description =
          "How many of a role this node runs: members of the consumer group of storage or alert,"
              + " event loops of ingest. May be given once for each.")
  private Map<String, String> instances = new LinkedHashMap<>();

  /**
   * The settings that were given this way.
   *
   * @throws ParameterException for a role that this node does not run, or that cannot be several
   * @throws StartFailure for one that does not exist
   */
  Map<Setting, String> given(Set<Role> roles, CommandLine line) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    instances.forEach(
        (name, number) -> {
          Role role = Role.named(List.of(name)).iterator().next();
          String asked = OPTION + " " + name + "=" + number;
          if (!roles.contains(role)) {
            throw new ParameterException(line, asked + " needs the role " + name);
          }
          Setting setting =
              role.instances().orElseThrow(() -> new ParameterException(line, asked + once(name)));
          given.put(setting, number);
        });
    return given;
  }

  private static String once(String name) {
    return ": a node runs " + name + " once; for more of it start more nodes";
  }
}
