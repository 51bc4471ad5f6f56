package io.voltstream.cluster;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes that were heard of lately. Thread-safe. */
final class Roster {
  /** Somebody invents them beyond that. */
  static final int MAX_NODES = 1_000;

  private final long ttlMillis;
  private final Map<String, Heard> nodes = new HashMap<>();

  private record Heard(NodeStatus node, long when) {}

  /**
   * @param ttlMillis a node of which nothing is heard for longer than this is gone
   */
  Roster(long ttlMillis) {
    this.ttlMillis = ttlMillis;
  }

  /**
   * @param now a clock that never steps, in milliseconds
   */
  synchronized void heard(NodeStatus node, long now) {
    forget(now);
    if (nodes.containsKey(node.id()) || nodes.size() < MAX_NODES) {
      nodes.put(node.id(), new Heard(node, now));
    }
  }

  /** The node said that it leaves. */
  synchronized void left(String id) {
    nodes.remove(id);
  }

  /** Those that are there, the oldest first. */
  synchronized List<NodeStatus> nodes(long now) {
    forget(now);
    return nodes.values().stream()
        .map(Heard::node)
        .sorted(Comparator.comparing(NodeStatus::since).thenComparing(NodeStatus::id))
        .toList();
  }

  private void forget(long now) {
    nodes.values().removeIf(heard -> now - heard.when() > ttlMillis);
  }
}
