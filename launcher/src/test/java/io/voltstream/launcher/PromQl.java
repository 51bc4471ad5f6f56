package io.voltstream.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus's language names: series, their labels, and the labels that it
 * groups by. Not a parser: a string of names is taken apart, its grammar is promtool's business.
 */
final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<string>\"(?:[^\"\\\\]|\\\\.)*\")|(?<range>\\[[^]]*])"
              + "|(?<number>\\d[\\w.+]*)|(?<name>[a-zA-Z_:][\\w:]*)|(?<sign>=~|!~|!=|==|\\S)");
  private static final Set<String> LABELS_FOLLOW =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "Inf", "NaN");

  /**
   * One series selector.
   *
   * @param matchers label to what it must match, with the operator in front
   */
  record Selector(String metric, Map<String, String> matchers) {}

  private final List<String> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> grouping = new LinkedHashSet<>();
  private int next;

  private PromQl(String expression) {
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      if (token.group("range") == null) {
        tokens.add(token.group());
      }
    }
  }

  static PromQl of(String expression) {
    PromQl read = new PromQl(expression);
    while (read.next < read.tokens.size()) {
      read.step();
    }
    return read;
  }

  List<Selector> selectors() {
    return selectors;
  }

  /** Labels of by (...) and its like. */
  Set<String> grouping() {
    return grouping;
  }

  private void step() {
    String token = tokens.get(next++);
    if (!Character.isLetter(token.charAt(0)) || WORDS.contains(token)) {
      return;
    }
    if (LABELS_FOLLOW.contains(token)) {
      labels();
    } else if (!peek("(") && !peek("by") && !peek("without")) {
      selectors.add(new Selector(token, peek("{") ? matchers() : Map.of()));
    }
  }

  private boolean peek(String token) {
    return next < tokens.size() && tokens.get(next).equals(token);
  }

  private void labels() {
    if (!peek("(")) {
      return;
    }
    for (next++; !peek(")"); next++) {
      if (!peek(",")) {
        grouping.add(tokens.get(next));
      }
    }
  }

  private Map<String, String> matchers() {
    Map<String, String> found = new LinkedHashMap<>();
    next++;
    while (!peek("}")) {
      if (peek(",")) {
        next++;
        continue;
      }
      String value = tokens.get(next + 2);
      found.put(tokens.get(next), tokens.get(next + 1) + value.substring(1, value.length() - 1));
      next += 3;
    }
    next++;
    return found;
  }
}
