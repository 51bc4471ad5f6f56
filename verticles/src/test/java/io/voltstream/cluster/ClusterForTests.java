package io.voltstream.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A cluster on loopback that no other test joins. */
public final class ClusterForTests implements AutoCloseable {
  private final String name = "test-" + UUID.randomUUID();
  private final List<Vertx> members = new ArrayList<>();
  private final int port;

  public ClusterForTests() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  ClusterConfig config() {
    return new ClusterConfig(
        Optional.empty(), name, "127.0.0.1", port, 0, List.of("127.0.0.1"), Optional.empty());
  }

  /** One more member. */
  public Vertx join() throws Exception {
    return join(new Cluster(config()));
  }

  Vertx join(Cluster cluster) throws Exception {
    Vertx vertx = cluster.join(Vertx.builder(), new VertxOptions()).await(60, TimeUnit.SECONDS);
    members.add(vertx);
    return vertx;
  }

  @Override
  public void close() throws TimeoutException {
    for (Vertx member : members) {
      member.close().await(60, TimeUnit.SECONDS);
    }
  }
}
