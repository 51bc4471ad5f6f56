package io.voltstream.launcher;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Grafana dashboard as it is in the tree. */
final class Dashboard {
  private final JsonObject json;

  Dashboard() throws IOException {
    json =
        new JsonObject(Files.readString(Path.of("../deploy/grafana/dashboards/voltstream.json")));
  }

  JsonObject json() {
    return json;
  }

  List<JsonObject> panels() {
    return objects(json.getJsonArray("panels")).toList();
  }

  /** Everything that it asks Prometheus, with Grafana's variables filled in. */
  List<String> expressions() {
    Stream<String> panels =
        panels().stream()
            .flatMap(panel -> objects(panel.getJsonArray("targets", new JsonArray())))
            .map(target -> target.getString("expr"));
    Stream<String> annotations =
        objects(json.getJsonObject("annotations").getJsonArray("list"))
            .filter(annotation -> annotation.containsKey("expr"))
            .map(annotation -> annotation.getString("expr"));
    Stream<String> variables =
        objects(json.getJsonObject("templating").getJsonArray("list"))
            .filter(variable -> variable.getString("type").equals("query"))
            .map(variable -> variable.getString("definition"))
            .map(query -> query.replaceFirst("label_values\\((.*), (\\w+)\\)", "sum by ($2) ($1)"));
    return Stream.of(panels, annotations, variables)
        .flatMap(expressions -> expressions)
        .map(expression -> expression.replace("$__rate_interval", "1m"))
        .toList();
  }

  static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
