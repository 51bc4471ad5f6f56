package io.voltstream.alert;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of the catalogue, found by a signal's index with one look into an array; immutable. */
final class RuleTable {
  private final Rule[] bySignal;
  private final List<Rule> rules;

  RuleTable(SignalCatalogue catalogue) {
    bySignal = new Rule[catalogue.signals().size()];
    List<Rule> found = new ArrayList<>();
    for (Signal signal : catalogue.signals()) {
      signal
          .alert()
          .ifPresent(
              threshold -> {
                Rule rule = new Rule(found.size(), signal, threshold);
                bySignal[signal.index()] = rule;
                found.add(rule);
              });
    }
    rules = List.copyOf(found);
  }

  /** The rule on a signal of the catalogue, or null; {@link SignalCatalogue#UNKNOWN} has none. */
  Rule of(int signal) {
    return signal == SignalCatalogue.UNKNOWN ? null : bySignal[signal];
  }

  /** The rule on the signal with this alias. */
  Optional<Rule> byAlias(String alias) {
    return rules.stream().filter(rule -> rule.signal().alias().equals(alias)).findFirst();
  }

  /** All rules; {@code all().get(i).slot() == i}. */
  List<Rule> all() {
    return rules;
  }
}
