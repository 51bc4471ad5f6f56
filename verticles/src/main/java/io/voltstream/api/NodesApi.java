package io.voltstream.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.voltstream.cluster.NodeStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /api/nodes}: which nodes there are, and what each runs. */
public final class NodesApi {
  private final Supplier<List<NodeStatus>> nodes;

  /**
   * @param nodes all of them, this one first
   */
  public NodesApi(Supplier<List<NodeStatus>> nodes) {
    this.nodes = nodes;
  }

  public void mount(Router router) {
    router
        .route("/api/nodes")
        .handler(ctx -> JsonAnswer.send(ctx, new JsonObject().put("nodes", array(nodes.get()))));
  }

  private static JsonArray array(List<NodeStatus> all) {
    JsonArray array = new JsonArray();
    all.forEach(node -> array.add(json(node).put("self", node == all.get(0))));
    return array;
  }

  private static JsonObject json(NodeStatus node) {
    return new JsonObject()
        .put("id", node.id())
        .put("name", node.name())
        .put("roles", new JsonArray(node.roles()))
        .put("instances", numbers(node.instances()))
        .put("since", node.since())
        .put("ports", numbers(node.ports()))
        .put("lag", numbers(node.lag()))
        .put("version", node.version());
  }

  private static JsonObject numbers(Map<String, ? extends Number> numbers) {
    JsonObject json = new JsonObject();
    numbers.forEach(json::put);
    return json;
  }
}
