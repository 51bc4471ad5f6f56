package io.voltstream.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What /metrics said. */
final class Scrape {
  private static final Pattern SAMPLE = Pattern.compile("([\\w:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Labels that Prometheus adds to everything that it scrapes. */
  private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

  /** Series that Prometheus makes itself. */
  private static final Map<String, Set<String>> OF_PROMETHEUS =
      Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate", "severity"));

  private final Map<String, List<Map<String, String>>> series = new HashMap<>();
  private final Map<String, Double> unlabelled = new HashMap<>();
  private final SortedMap<String, String> types = new TreeMap<>();
  private final Map<String, String> help = new HashMap<>();

  Scrape(String text) {
    text.lines().forEach(this::read);
  }

  private void read(String line) {
    if (line.startsWith("# ")) {
      String[] words = line.split(" ", 4);
      (words[1].equals("TYPE") ? types : help).put(words[2], words[3]);
      return;
    }
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    String labels = sample.group(2) == null ? "" : sample.group(2);
    series
        .computeIfAbsent(sample.group(1), name -> new ArrayList<>())
        .add(
            LABEL
                .matcher(labels)
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2))));
    if (labels.isEmpty()) {
      unlabelled.put(sample.group(1), Double.valueOf(sample.group(3)));
    }
  }

  /** The value of a series that has no labels. */
  double value(String name) {
    return unlabelled.get(name);
  }

  /** Metrics with this prefix and their type; the maxima of histograms are part of those. */
  SortedMap<String, String> metrics(String prefix) {
    SortedMap<String, String> found = new TreeMap<>(types);
    found.keySet().removeIf(name -> !name.startsWith(prefix) || isMaximum(name));
    return found;
  }

  private boolean isMaximum(String name) {
    return name.endsWith("_max") && types.containsKey(name.substring(0, name.length() - 4));
  }

  String help(String metric) {
    return help.get(metric);
  }

  /** Names of the labels of a metric, but for a histogram's le. */
  Set<String> labels(String metric) {
    Set<String> names = new TreeSet<>();
    for (String suffix : List.of("", "_bucket")) {
      series
          .getOrDefault(metric + suffix, List.of())
          .forEach(labels -> names.addAll(labels.keySet()));
    }
    names.remove("le");
    return names;
  }

  /**
   * What an expression names that is not here.
   *
   * @param recorded series that rules make, and the labels that those have
   */
  Set<String> unknown(PromQl expression, Map<String, Set<String>> recorded) {
    Set<String> unknown = new TreeSet<>();
    Set<String> known = new HashSet<>(OF_THE_TARGET);
    for (PromQl.Selector selector : expression.selectors()) {
      String metric = selector.metric();
      if (recorded.containsKey(metric) || OF_PROMETHEUS.containsKey(metric)) {
        known.addAll(recorded.getOrDefault(metric, OF_PROMETHEUS.getOrDefault(metric, Set.of())));
      } else if (series.containsKey(metric)) {
        series.get(metric).forEach(labels -> known.addAll(labels.keySet()));
        selector.matchers().forEach((label, match) -> missing(metric, label, match, unknown));
      } else {
        unknown.add(metric);
      }
    }
    expression.grouping().stream().filter(label -> !known.contains(label)).forEach(unknown::add);
    return unknown;
  }

  /** Each alternative of a matcher has to match something. */
  private void missing(String metric, String label, String match, Set<String> unknown) {
    if (OF_THE_TARGET.contains(label)) {
      return;
    }
    for (String value : match.replaceFirst("^[=!~]+", "").split("\\|")) {
      if (series.get(metric).stream().noneMatch(labels -> value.equals(labels.get(label)))) {
        unknown.add(metric + "{" + label + "=\"" + value + "\"}");
      }
    }
  }
}
