package io.voltstream.launcher;

import io.voltstream.tsdb.TsdbKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What people see when a node is up: where everything is. */
final class Banner {
  private final Set<Role> roles;
  private final Settings settings;
  private final String host;
  private final List<String> lines = new ArrayList<>();

  private Banner(Set<Role> roles, Settings settings) {
    this.roles = roles;
    this.settings = settings;
    this.host = BindAddress.reachable(settings);
  }

  /**
   * @param settings with the addresses that the node serves
   */
  static String of(Set<Role> roles, Settings settings) {
    Banner banner = new Banner(roles, settings);
    banner.title();
    banner.map();
    banner.vehicles();
    banner.kafka();
    banner.database();
    banner.operations();
    banner.cluster();
    banner.fleet();
    banner.door();
    banner.end();
    return String.join(System.lineSeparator(), banner.lines);
  }

  private void title() {
    String names = roles.stream().map(Role::label).collect(Collectors.joining(" "));
    lines.add("VoltStream " + BuildInfo.version() + ": " + names);
  }

  private void map() {
    if (roles.contains(Role.SSE)) {
      row("map", "http://" + at(Setting.HTTP_PORT) + "/", "live, in the browser");
    }
  }

  private void vehicles() {
    if (roles.contains(Role.INGEST)) {
      row("vehicles", at(Setting.GRPC_PORT), "gRPC, plaintext");
    }
  }

  private void kafka() {
    if (roles.contains(Role.KAFKA)) {
      row("Kafka", backendAt(Setting.KAFKA_PORT), "embedded");
    } else if (Role.usesKafka(roles)) {
      row("Kafka", settings.text(Setting.KAFKA_BROKER), why(Setting.KAFKA_BROKER));
    }
  }

  private void database() {
    if (roles.contains(Role.TSDB)) {
      row("QuestDB", "http://" + backendAt(Setting.TSDB_PORT), "embedded; SQL in the browser");
    } else if (roles.contains(Role.STORAGE)) {
      String name = DatabaseSettings.kind(settings) == TsdbKind.QUESTDB ? "QuestDB" : "InfluxDB";
      row(name, settings.text(Setting.INFLUXDB_URL), why(Setting.INFLUXDB_URL));
    }
  }

  private void operations() {
    String base = "http://" + at(Setting.METRICS_PORT);
    row("metrics", base + "/metrics", "for Prometheus");
    row("health", base + "/health/ready", "which part is not well, and why");
  }

  private void cluster() {
    if (settings.flag(Setting.CLUSTER)) {
      String address = ClusterSettings.address(settings) + ":";
      String name = "of the name " + settings.text(Setting.CLUSTER_NAME);
      row("cluster", address + settings.port(Setting.CLUSTER_PORT), name);
    }
  }

  private void fleet() {
    if (roles.contains(Role.SIMULATOR)) {
      String vehicles = settings.text(Setting.NUM_VEHICLES) + " vehicles at ";
      String to = "drive to " + settings.text(Setting.SERVER_ADDR);
      row("fleet", vehicles + settings.text(Setting.SEND_FREQUENCY_HZ) + " Hz", to);
    }
  }

  private void door() {
    if (Exposure.token(settings).isPresent()) {
      row("door", "asks for VOLTSTREAM_TOKEN", "vehicles, browsers, scrapes of metrics");
    } else if (Exposure.isOpenToOthers(settings)) {
      row("door", "OPEN: --insecure", "whoever reaches this machine is let in");
    }
  }

  private void end() {
    boolean keeps = roles.contains(Role.KAFKA) || roles.contains(Role.TSDB);
    String kept = keeps ? " Data stays in " + Configs.dataFolder(settings) + "." : "";
    lines.add("Ctrl-C drains and stops." + kept);
  }

  private String at(Setting port) {
    return host + ":" + settings.port(port);
  }

  private String backendAt(Setting port) {
    return BindAddress.reachable(Exposure.backendAddress(settings)) + ":" + settings.port(port);
  }

  private String why(Setting address) {
    return settings.isSet(address) ? "by " + address + ", none embedded" : "by default";
  }

  private void row(String name, String where, String what) {
    lines.add(String.format("  %-9s %-38s %s", name, where, what));
  }
}
