package io.voltstream.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /api/config}: what the page has to know once. */
public final class ConfigApi {
  private final JsonObject answer;

  /**
   * @param login whether people log in here, and so can log out
   */
  public ConfigApi(
      String version,
      List<Signal> signals,
      Optional<MapTiles> tiles,
      Duration vehicleTtl,
      boolean login) {
    JsonArray catalogue = new JsonArray();
    signals.forEach(signal -> catalogue.add(json(signal)));
    answer = new JsonObject().put("version", version).put("signals", catalogue);
    tiles.ifPresent(
        server ->
            answer.put(
                "tiles",
                new JsonObject()
                    .put("url", server.url())
                    .put("attribution", server.attribution())));
    answer.put("vehicle_ttl_ms", vehicleTtl.toMillis()).put("login", login);
  }

  public void mount(Router router) {
    router.route("/api/config").handler(ctx -> JsonAnswer.send(ctx, answer));
  }

  private static JsonObject json(Signal signal) {
    JsonObject json =
        new JsonObject()
            .put("path", signal.path())
            .put("alias", signal.alias())
            .put("label", signal.label())
            .put("unit", signal.unit());
    signal.alert().ifPresent(alert -> json.put("alert", json(alert)));
    return json;
  }

  private static JsonObject json(AlertThreshold alert) {
    return new JsonObject()
        .put("rule", alert.rule())
        .put("level", alert.level().name())
        .put("side", alert.side().name().toLowerCase(Locale.ROOT))
        .put("raise", alert.raise())
        .put("clear", alert.clear());
  }
}
