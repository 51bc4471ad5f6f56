package io.voltstream.launcher;

import io.voltstream.tsdb.DatabaseInspection;
import io.voltstream.tsdb.DatabaseReport;
import io.voltstream.tsdb.TsdbConfig;
import io.voltstream.tsdb.TsdbException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The database, and the clock, which is compared with the database's. */
final class DatabaseChecks {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** What a question and a clock that tells whole seconds may account for. */
  private static final Duration NO_SKEW = Duration.ofSeconds(3);

  /** Batches of vehicles that go by this clock would be old or in the future. */
  private static final Duration FAR_SKEW = Duration.ofSeconds(30);

  private DatabaseChecks() {}

  static List<Finding> all(Settings settings) {
    TsdbConfig config = DatabaseSettings.of(withEmbedded(settings));
    try {
      DatabaseReport report = DatabaseInspection.look(config, LIMIT);
      return found(config, report, Instant.now());
    } catch (TsdbException e) {
      return List.of(unreachable(settings, config, e), uncompared());
    }
  }

  private static Finding unreachable(Settings settings, TsdbConfig config, TsdbException failure) {
    // Nobody has said that there is one: a node with the role tsdb brings it.
    if (failure.isConnectionLost() && !settings.isSet(Setting.INFLUXDB_URL)) {
      return Finding.warn(
          "database",
          "nobody answers at " + config.url(),
          "'./voltstream demo' and './voltstream node tsdb' start one, or set INFLUXDB_URL");
    }
    return failure.isConnectionLost()
        ? Finding.fail("database", failure.getMessage(), "start it, or correct INFLUXDB_URL")
        : Finding.of("database", Finding.Level.FAIL, failure.getMessage());
  }

  private static Finding uncompared() {
    return Finding.warn(
        "clock", "not compared, the database does not answer", "see what is said of the database");
  }

  /** The embedded one may have been given another port. */
  private static Settings withEmbedded(Settings settings) {
    boolean moved = settings.isSet(Setting.TSDB_PORT) && settings.port(Setting.TSDB_PORT) != 0;
    String host = BindAddress.reachable(Exposure.backendAddress(settings));
    return moved
        ? settings.serving(
            Setting.INFLUXDB_URL, "http://" + host + ":" + settings.port(Setting.TSDB_PORT))
        : settings;
  }

  private static List<Finding> found(TsdbConfig config, DatabaseReport report, Instant now) {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("database", report.product() + " at " + config.url()));
    if (report.faults().isEmpty()) {
      findings.add(Finding.ok("tables", report.stored()));
    }
    report.faults().forEach(fault -> findings.add(Finding.of("tables", Finding.Level.FAIL, fault)));
    report
        .clock()
        .ifPresent(theirs -> findings.add(clock(Duration.between(theirs, now), report.product())));
    return findings;
  }

  /**
   * @param ahead how far this machine's clock is ahead of the other
   */
  static Finding clock(Duration ahead, String other) {
    String seen =
        "%.1f s %s that of %s"
            .formatted(
                Math.abs(ahead.toMillis()) / 1000.0,
                ahead.isNegative() ? "behind" : "ahead of",
                other);
    String remedy = "set both by NTP: alerts and retention go by time";
    if (ahead.abs().compareTo(NO_SKEW) <= 0) {
      return Finding.ok("clock", "agrees with that of " + other);
    }
    return ahead.abs().compareTo(FAR_SKEW) <= 0
        ? Finding.warn("clock", seen, remedy)
        : Finding.fail("clock", seen, remedy);
  }
}
