package io.voltstream.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void tellsATakenPortFromAnAddressOfAnotherMachine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Ports.requireFree("Kafka", LOOPBACK, port))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("Port " + port + " on 127.0.0.1 is not free for Kafka");
      // 192.0.2.0/24 is reserved for documentation: no machine has it.
      assertThatThrownBy(() -> Ports.requireFree("Kafka", "192.0.2.1", port))
          .isNotInstanceOf(PortTakenException.class)
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("this machine has no such address");
    }
  }

  @Test
  void refusesAnUnknownHost() {
    assertThatThrownBy(() -> Ports.ipv4("QuestDB", "nowhere.invalid"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("unknown host 'nowhere.invalid'");
  }

  @Test
  void refusesAnAddressThatQuestDbCannotListenOn() {
    assertThatThrownBy(() -> Ports.ipv4("QuestDB", "::1"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("IPv4 only");
    assertThat(Ports.ipv4("QuestDB", "localhost")).isEqualTo(LOOPBACK);
  }

  @Test
  void bindsAPortThatTheSystemChooses() throws IOException {
    try (ServerSocketChannel channel = Ports.bind("Kafka", LOOPBACK, 0)) {
      assertThat(Ports.portOf(channel)).isPositive();
    }
  }
}
