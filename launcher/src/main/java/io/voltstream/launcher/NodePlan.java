package io.voltstream.launcher;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which parts make up a node of certain roles, in the order in which they start.
 *
 * @param parts all of them
 * @param storage the one that stores, if there is one
 * @param alerts the one that judges, if there is one
 * @param map the one that shows the map, if there is one
 * @param fleet the one that drives a fleet, if there is one
 */
record NodePlan(
    List<Part> parts,
    Optional<StoragePart> storage,
    Optional<AlertPart> alerts,
    Optional<SsePart> map,
    Optional<SimulatorPart> fleet) {
  /**
   * @param cluster knows the other nodes
   * @param out where the totals are printed
   * @param full told when the disk is too full to go on
   */
  static NodePlan of(
      Set<Role> roles,
      Vertx vertx,
      PrometheusMeterRegistry registry,
      Health health,
      ClusterPart cluster,
      PrintWriter out,
      Consumer<StartFailure> full) {
    List<Part> parts = new ArrayList<>();
    Optional<StoragePart> storage =
        having(
            roles,
            Role.STORAGE,
            () -> new StoragePart(vertx, registry, roles.contains(Role.INGEST)));
    Optional<AlertPart> alerts = having(roles, Role.ALERT, () -> new AlertPart(vertx, registry));
    Optional<SsePart> map =
        having(roles, Role.SSE, () -> new SsePart(vertx, cluster::nodes, registry));
    Optional<SimulatorPart> fleet =
        having(roles, Role.SIMULATOR, () -> new SimulatorPart(vertx, registry));
    Supplier<Optional<String>> hold = Optional::empty;

    parts.add(new OpsPart(vertx, registry, health));
    if (vertx.isClustered()) {
      parts.add(cluster);
    }
    if (roles.contains(Role.KAFKA) || roles.contains(Role.TSDB)) {
      DiskPart disk = new DiskPart(vertx, registry, full);
      hold = disk::trouble;
      parts.add(disk);
    }
    having(roles, Role.KAFKA, () -> new KafkaPart(vertx)).ifPresent(parts::add);
    having(roles, Role.TSDB, () -> new TsdbPart(vertx)).ifPresent(parts::add);
    if (Role.usesKafka(roles)) {
      parts.add(new TopicsPart(vertx));
    }
    fleet.ifPresent(simulator -> parts.add(new TotalsPart(vertx, simulator, storage, alerts, out)));
    storage.ifPresent(parts::add);
    alerts.ifPresent(parts::add);
    map.ifPresent(parts::add);
    if (roles.contains(Role.INGEST)) {
      parts.add(new IngestPart(vertx, hold, registry));
    }
    fleet.ifPresent(parts::add);
    return new NodePlan(parts, storage, alerts, map, fleet);
  }

  private static <P extends Part> Optional<P> having(Set<Role> roles, Role role, Supplier<P> part) {
    return roles.contains(role) ? Optional.of(part.get()) : Optional.empty();
  }
}
