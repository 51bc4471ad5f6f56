package io.voltstream.launcher;

import io.voltstream.cluster.Cluster;
import io.voltstream.cluster.ClusterConfig;
import io.voltstream.cluster.ClusterFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cluster's file, for a node that joins one. */
final class ClusterChecks {
  private static final String CHECK = "cluster file";

  private ClusterChecks() {}

  /** Nothing for a node that stands alone. */
  static List<Finding> all(Settings settings) {
    Optional<ClusterConfig> config = ClusterSettings.of(settings);
    return config.isEmpty() ? List.of() : List.of(file(config.get()));
  }

  private static Finding file(ClusterConfig config) {
    String name = config.file().map(Path::toString).orElse("cluster.xml in the jar");
    try {
      // Reads the file and joins nobody.
      new Cluster(config);
      return Finding.ok(
          CHECK, name + " names one interface and no multicast, on " + config.address());
    } catch (ClusterFileException e) {
      return Finding.fail(
          CHECK,
          e.getMessage(),
          "correct it by the cluster.xml of VoltStream, or unset CLUSTER_CONFIG");
    }
  }
}
