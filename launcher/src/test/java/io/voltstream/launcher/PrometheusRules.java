package io.voltstream.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The recording and alerting rules as they are in the tree. */
final class PrometheusRules {
  private final List<Map<String, Object>> rules;

  PrometheusRules() throws IOException {
    String text = Files.readString(Path.of("../deploy/prometheus/voltstream.rules.yml"));
    Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(text);
    rules = file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  List<String> expressions() {
    return rules.stream().map(rule -> (String) rule.get("expr")).toList();
  }

  /** Series that rules make, each with its labels. */
  Map<String, Set<String>> recorded() {
    return rules.stream()
        .filter(rule -> rule.containsKey("record"))
        .collect(
            Collectors.toMap(
                rule -> (String) rule.get("record"),
                rule -> PromQl.of((String) rule.get("expr")).grouping()));
  }

  /** Name of the alert to its rule. */
  Map<String, Map<String, Object>> alerts() {
    return rules.stream()
        .filter(rule -> rule.containsKey("alert"))
        .collect(Collectors.toMap(rule -> (String) rule.get("alert"), rule -> rule));
  }
}
