package io.voltstream.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which figures somebody wants. */
enum AnalyticsType {
  SUMMARY,
  SPEED,
  ALERTS,
  DISTRIBUTION,
  TIRE_PRESSURE,
  ALL;

  static Optional<AnalyticsType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  static String labels() {
    return Arrays.stream(values()).map(AnalyticsType::label).collect(Collectors.joining(", "));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what it wants holds these figures. */
  boolean includes(AnalyticsType figures) {
    return this == ALL || this == figures;
  }
}
