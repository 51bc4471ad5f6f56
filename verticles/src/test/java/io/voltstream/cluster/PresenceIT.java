package io.voltstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceIT {
  @Test
  void nodesHearOfEachOtherAndOfWhoeverLeaves() throws Exception {
    try (ClusterForTests nodes = new ClusterForTests()) {
      Cluster cluster = new Cluster(nodes.config());
      assertThat(cluster.members()).isZero();
      Presence first = presence(nodes.join(cluster), "first", 1);
      Presence second = presence(nodes.join(), "second", 2);

      await().until(() -> ids(first).equals("first second"));
      await().until(() -> ids(second).equals("second first"));
      assertThat(cluster.members()).isEqualTo(2);
      assertThat(cluster.port()).isBetween(nodes.config().port(), nodes.config().port() + 19);
      assertThat(first.trouble()).isEmpty();

      second.leave().await(60, TimeUnit.SECONDS);
      await().until(() -> ids(first).equals("first"));
    }
  }

  private static Presence presence(Vertx vertx, String id, long since) throws Exception {
    Presence presence = new Presence(vertx, () -> RosterTest.node(id, since));
    presence.start().await(60, TimeUnit.SECONDS);
    return presence;
  }

  private static String ids(Presence presence) {
    return String.join(" ", presence.nodes().stream().map(NodeStatus::id).toList());
  }
}
