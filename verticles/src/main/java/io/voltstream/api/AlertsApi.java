package io.voltstream.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** {@code /api/alerts}. */
public final class AlertsApi {
  private final Supplier<AlertList> alerts;

  public AlertsApi(Supplier<AlertList> alerts) {
    this.alerts = alerts;
  }

  public void mount(Router router) {
    router.route("/api/alerts").handler(this::list);
  }

  private void list(RoutingContext ctx) {
    AlertList list = alerts.get();
    JsonAnswer.send(
        ctx,
        new JsonObject()
            .put("position", list.position())
            .put("open", array(list.open()))
            .put("recent", array(list.recent())));
  }

  static JsonArray array(List<String> records) {
    JsonArray array = new JsonArray();
    records.forEach(record -> array.add(new JsonObject(record)));
    return array;
  }
}
