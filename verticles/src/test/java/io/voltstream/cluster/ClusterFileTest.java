package io.voltstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterFileTest {
  private static final Path OURS = Path.of("..", "cluster.xml");

  @TempDir private Path folder;

  private static ClusterConfig config(Path file, String kubernetes) {
    return new ClusterConfig(
        Optional.ofNullable(file),
        "mine",
        "127.0.0.1",
        7_000,
        0,
        List.of("10.0.0.1", "node.example.org:7001"),
        Optional.ofNullable(kubernetes));
  }

  @Test
  void theOneInTheJarJoinsTheMembersOfTheSettingsAndNobodyElse() {
    Config config = ClusterFile.read(config(null, null));
    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(config.getClusterName()).isEqualTo("mine");
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(7_000);
    assertThat(config.getNetworkConfig().getPortCount()).isEqualTo(ClusterConfig.PORTS);
    assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("127.0.0.1");
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers())
        .containsExactly("10.0.0.1", "node.example.org:7001");
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.isAutoDetectionEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
  }

  @Test
  void aKubernetesServiceTakesThePlaceOfTheMembers() {
    JoinConfig join =
        ClusterFile.read(config(null, "voltstream.default.svc.cluster.local"))
            .getNetworkConfig()
            .getJoin();
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperty("service-dns"))
        .isEqualTo("voltstream.default.svc.cluster.local");
  }

  @Test
  void classesOfStrangersAreNotMade() {
    var filter =
        ClusterFile.read(config(null, null))
            .getSerializationConfig()
            .getJavaSerializationFilterConfig();
    assertThat(filter.isDefaultsDisabled()).isTrue();
    assertThat(filter.getWhitelist().isListed("java.lang.IllegalStateException")).isTrue();
    assertThat(filter.getWhitelist().isListed("[Ljava.lang.StackTraceElement;")).isTrue();
    assertThat(filter.getWhitelist().isListed("java.net.URL")).isFalse();
    assertThat(filter.getWhitelist().isListed("javax.management.BadAttributeValueExpException"))
        .isFalse();
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Path missing = folder.resolve("missing.xml");
    assertThatThrownBy(() -> ClusterFile.read(config(missing, null)))
        .isInstanceOf(ClusterFileException.class)
        .hasMessageContaining(missing.toString());
  }

  @ParameterizedTest
  @CsvSource({"false, true, has multicast enabled", "true, false, has auto-detection enabled"})
  void aFileByWhichStrangersAreFoundIsRefused(boolean guess, boolean multicast, String why)
      throws IOException {
    String ours = Files.readString(OURS);
    String join =
        "<join><auto-detection enabled=\"%s\"/><multicast enabled=\"%s\"/></join>"
            .formatted(guess, multicast);
    String theirs = ours.replaceAll("(?s)<join>.*</join>", join);
    assertThat(theirs).isNotEqualTo(ours);
    Path file = Files.writeString(folder.resolve("open.xml"), theirs);
    assertThatThrownBy(() -> ClusterFile.read(config(file, null)))
        .isInstanceOf(ClusterFileException.class)
        .hasMessageContaining(file + " " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "</hazelcast>, '', is not a Hazelcast file",
    "<network>, <network><wormhole/>, is not a Hazelcast file",
    "<multicast enabled=\"false\"/>, <multicast enabled=\"true\"/>, is not a Hazelcast file",
    "<interfaces enabled=\"true\">, <interfaces enabled=\"false\">, has no enabled interfaces",
    "java-serialization-filter, portable-version, is not a Hazelcast file",
    "<multimap name=\"__vertx.subs\">, <multimap name=\"other\">, has no multimap __vertx.subs",
    "<map name=\"__vertx.nodeInfo\">, <map name=\"other\">, has no map __vertx.nodeInfo"
  })
  void aFileThatIsNotOneOrIsNotSafeIsRefused(String part, String changed, String why)
      throws IOException {
    String ours = Files.readString(OURS);
    assertThat(ours).contains(part);
    Path file = Files.writeString(folder.resolve("bad.xml"), ours.replace(part, changed));
    assertThatThrownBy(() -> ClusterFile.read(config(file, null)))
        .isInstanceOf(ClusterFileException.class)
        .hasMessageContaining(file + " " + why);
  }
}
