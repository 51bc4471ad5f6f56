package io.voltstream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Roster roster = new Roster(5_000);

  static NodeStatus node(String id, long since) {
    return new NodeStatus(
        id,
        "name of " + id,
        List.of("storage", "sse"),
        Map.of("storage", 2, "sse", 1),
        since,
        Map.of("sse", 3000),
        Map.of("storage", 5_000_000_000L),
        "1.2.3");
  }

  @Test
  void theOldestIsFirstAndWhoeverIsNotHeardOfIsGone() {
    roster.heard(node("b", 2), 0);
    roster.heard(node("a", 1), 1_000);
    assertThat(roster.nodes(5_000)).extracting(NodeStatus::id).containsExactly("a", "b");
    assertThat(roster.nodes(5_001)).extracting(NodeStatus::id).containsExactly("a");
    roster.heard(node("b", 2), 6_000);
    assertThat(roster.nodes(6_000)).extracting(NodeStatus::id).containsExactly("a", "b");
  }

  @Test
  void whoeverSaysGoodbyeIsGoneAtOnce() {
    roster.heard(node("a", 1), 0);
    roster.left("a");
    assertThat(roster.nodes(0)).isEmpty();
  }

  @Test
  void inventedNodesDoNotFillTheMemory() {
    for (int i = 0; i <= Roster.MAX_NODES; i++) {
      roster.heard(node("n" + i, 1), 0);
    }
    assertThat(roster.nodes(0)).hasSize(Roster.MAX_NODES);
  }

  @Test
  void aStatusIsTheSameAfterTheWire() throws IOException {
    byte[] bytes = StatusBytes.of(node("a", 7));
    assertThat(StatusBytes.read(bytes)).isEqualTo(node("a", 7));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> StatusBytes.read(cut)).isInstanceOf(IOException.class);
    }
  }
}
