package io.voltstream.launcher;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a node can run, in the order in which it starts: consumers before producers. */
enum Role {
  KAFKA("the embedded Kafka broker"),
  TSDB("the embedded QuestDB"),
  STORAGE("from Kafka to the database", Setting.STORAGE_INSTANCES),
  ALERT("from Kafka, by rules, to alerts on Kafka", Setting.ALERT_INSTANCES),
  SSE("the live map: from Kafka to browsers, over HTTP"),
  INGEST("from the vehicles to Kafka, over gRPC", Setting.INGEST_EVENT_LOOPS),
  SIMULATOR("a fleet of vehicles");

  private final String meaning;
  private final Setting instances;

  Role(String meaning) {
    this(meaning, null);
  }

  Role(String meaning, Setting instances) {
    this.meaning = meaning;
    this.instances = instances;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  /** Says how many of it a node runs; empty: one, whatever is set. */
  Optional<Setting> instances() {
    return Optional.ofNullable(instances);
  }

  /** Whether any of these is a client of Kafka. */
  static boolean usesKafka(Set<Role> roles) {
    return !Collections.disjoint(roles, EnumSet.of(STORAGE, ALERT, SSE, INGEST));
  }

  /**
   * The roles of these names.
   *
   * @throws StartFailure when one does not exist
   */
  static Set<Role> named(List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      roles.add(named(name).orElseThrow(() -> unknown(name)));
    }
    return roles;
  }

  private static Optional<Role> named(String name) {
    return Arrays.stream(values()).filter(role -> role.label().equals(name)).findFirst();
  }

  private static StartFailure unknown(String name) {
    List<String> known = Arrays.stream(values()).map(Role::label).toList();
    return new StartFailure(
        ExitCode.UNKNOWN_ROLE,
        "there is no role '%s'; the roles are %s.%s"
            .formatted(name, String.join(", ", known), DidYouMean.among(known, name)));
  }
}
