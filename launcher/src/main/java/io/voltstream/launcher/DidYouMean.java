package io.voltstream.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses what somebody meant to type: the name that shares the most pairs of letters. */
final class DidYouMean {
  private static final double LIKE_ENOUGH = 0.4;

  private DidYouMean() {}

  /** A sentence with a blank before it; empty when no name is like the one given. */
  static String among(Collection<String> names, String given) {
    String best = Collections.max(names, Comparator.comparingDouble(name -> likeness(name, given)));
    return likeness(best, given) < LIKE_ENOUGH ? "" : " Did you mean '" + best + "'?";
  }

  /** From 0, nothing in common, to 1, the same. */
  private static double likeness(String one, String other) {
    List<String> shared = pairs(one);
    List<String> rest = pairs(other);
    int all = shared.size() + rest.size();
    shared.removeIf(pair -> !rest.remove(pair));
    return 2.0 * shared.size() / Math.max(all, 1);
  }

  private static List<String> pairs(String word) {
    String letters = word.toLowerCase(Locale.ROOT);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < letters.length(); i++) {
      pairs.add(letters.substring(i, i + 2));
    }
    return pairs;
  }
}
