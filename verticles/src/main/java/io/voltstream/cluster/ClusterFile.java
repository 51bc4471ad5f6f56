package io.voltstream.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.HazelcastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads {@code cluster.xml} and fills in the settings. Vert.x by itself would take defaults that
 * ask the whole network for members when the file is missing; here that is a failure.
 */
final class ClusterFile {
  /** In the jar, beside this class. */
  private static final String DEFAULT = "cluster.xml";

  private static final String SUBSCRIPTIONS = "__vertx.subs";
  private static final List<String> MAPS = List.of("__vertx.haInfo", "__vertx.nodeInfo");

  private ClusterFile() {}

  /**
   * @throws ClusterFileException when nodes cannot or should not join by this file
   */
  static Config read(ClusterConfig config) {
    String name = config.file().map(Path::toString).orElse("cluster.xml in the jar");
    try (InputStream in = open(config.file())) {
      Config read = new XmlConfigBuilder(in).setProperties(values(config)).build();
      List<String> faults = faults(read);
      if (!faults.isEmpty()) {
        throw new ClusterFileException(name + " " + String.join(", ", faults), null);
      }
      return read;
    } catch (IOException e) {
      throw new ClusterFileException(name + " cannot be read: " + e, e);
    } catch (HazelcastException e) {
      throw new ClusterFileException(name + " is not a Hazelcast file: " + e.getMessage(), e);
    }
  }

  private static InputStream open(Optional<Path> file) throws IOException {
    return file.isPresent()
        ? Files.newInputStream(file.get())
        : ClusterFile.class.getResourceAsStream(DEFAULT);
  }

  private static Properties values(ClusterConfig config) {
    boolean kubernetes = config.kubernetesService().isPresent();
    Properties values = new Properties();
    values.setProperty("voltstream.cluster.name", config.name());
    values.setProperty("voltstream.cluster.address", config.address());
    values.setProperty("voltstream.cluster.port", Integer.toString(config.port()));
    values.setProperty("voltstream.cluster.port.count", Integer.toString(ClusterConfig.PORTS));
    values.setProperty("voltstream.cluster.tcp-ip", Boolean.toString(!kubernetes));
    values.setProperty("voltstream.cluster.members", String.join(",", config.members()));
    values.setProperty("voltstream.cluster.kubernetes", Boolean.toString(kubernetes));
    values.setProperty(
        "voltstream.cluster.kubernetes.service", config.kubernetesService().orElse("none"));
    return values;
  }

  /** What must not be, or be missing, whoever wrote the file. */
  private static List<String> faults(Config config) {
    List<String> faults = new ArrayList<>();
    JoinConfig join = config.getNetworkConfig().getJoin();
    refuse(faults, join.getMulticastConfig().isEnabled(), "has multicast enabled");
    refuse(faults, join.isAutoDetectionEnabled(), "has auto-detection enabled");
    refuse(faults, config.getAdvancedNetworkConfig().isEnabled(), "has an advanced-network");
    refuse(
        faults,
        !config.getNetworkConfig().getInterfaces().isEnabled(),
        "has no enabled interfaces, so every address would be listened on");
    refuse(
        faults,
        config.getSerializationConfig().getJavaSerializationFilterConfig() == null,
        "has no java-serialization-filter");
    refuse(
        faults,
        !config.getMultiMapConfigs().containsKey(SUBSCRIPTIONS),
        "has no multimap " + SUBSCRIPTIONS);
    MAPS.forEach(map -> refuse(faults, !config.getMapConfigs().containsKey(map), lacks(map)));
    return faults;
  }

  private static String lacks(String map) {
    return "has no map " + map;
  }

  private static void refuse(List<String> faults, boolean fault, String what) {
    if (fault) {
      faults.add(what);
    }
  }
}
