package io.voltstream.launcher;

import java.util.List;
import java.util.Set;

/** The process itself: Java, settings, who is let in. */
final class HostChecks {
  private HostChecks() {}

  static List<Finding> java() {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        Finding.ok(
            "java",
            "%s, %d cores, heap up to %d MiB"
                .formatted(
                    System.getProperty("java.runtime.version"),
                    runtime.availableProcessors(),
                    runtime.maxMemory() >> 20)));
  }

  static List<Finding> settings(Set<Role> roles, Settings settings) {
    try {
      Configs.check(roles, settings);
      return List.of(Finding.ok("settings", "every role can read its own"));
    } catch (StartFailure e) {
      return List.of(
          Finding.fail("settings", e.getMessage(), "'./voltstream config' shows them all"));
    }
  }

  static List<Finding> door(Settings settings) {
    String where = "BIND_ADDRESS " + settings.text(Setting.BIND_ADDRESS);
    if (Exposure.token(settings).isPresent()) {
      return List.of(Finding.ok("door", where + ", VOLTSTREAM_TOKEN is asked for"));
    }
    if (!Exposure.isOpenToOthers(settings)) {
      return List.of(
          Finding.ok("door", where + ", this machine only; nobody is asked for a token"));
    }
    return List.of(
        Finding.warn(
            "door",
            where + ", which others reach, and nobody is asked for a token",
            "set VOLTSTREAM_TOKEN (openssl rand -hex 24)"));
  }
}
