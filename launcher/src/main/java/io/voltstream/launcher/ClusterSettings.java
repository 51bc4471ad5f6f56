package io.voltstream.launcher;

import io.voltstream.cluster.ClusterConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a node joins others, and how, as the settings tell. */
final class ClusterSettings {
  private ClusterSettings() {}

  /**
   * Empty when the node stands alone.
   *
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  static Optional<ClusterConfig> of(Settings settings) {
    if (!settings.flag(Setting.CLUSTER)) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterConfig(
            text(settings, Setting.CLUSTER_CONFIG).map(Path::of),
            settings.text(Setting.CLUSTER_NAME),
            address(settings),
            settings.port(Setting.CLUSTER_PORT),
            settings.port(Setting.CLUSTER_BUS_PORT),
            Stream.of(settings.text(Setting.CLUSTER_MEMBERS).split(","))
                .map(String::strip)
                .toList(),
            text(settings, Setting.CLUSTER_KUBERNETES_SERVICE)));
  }

  private static Optional<String> text(Settings settings, Setting setting) {
    return Optional.of(settings.text(setting)).filter(text -> !text.isEmpty());
  }

  /**
   * The one address of this machine that the cluster uses. Others reach it only where that was said
   * of the cluster itself: nodes ask each other for no token.
   */
  static String address(Settings settings) {
    if (settings.isSet(Setting.CLUSTER_ADDRESS)) {
      return BindAddress.one(settings, Setting.CLUSTER_ADDRESS);
    }
    if (Exposure.isOpenToOthers(settings)) {
      throw new IllegalArgumentException(
          "CLUSTER_ADDRESS is not set, it must be while BIND_ADDRESS is '%s': nodes ask each other for no token, name an address on a private network"
              .formatted(settings.text(Setting.BIND_ADDRESS)));
    }
    return BindAddress.of(settings);
  }
}
