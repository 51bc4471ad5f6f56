package io.voltstream.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /api/vehicles} and {@code /api/vehicles/{id}}. */
public final class VehiclesApi {
  private final Supplier<List<VehicleSummary>> fleet;
  private final Function<String, Optional<VehicleDetails>> vehicle;

  /**
   * @param fleet all vehicles on the map
   * @param vehicle the one with this id, if it is on the map
   */
  public VehiclesApi(
      Supplier<List<VehicleSummary>> fleet, Function<String, Optional<VehicleDetails>> vehicle) {
    this.fleet = fleet;
    this.vehicle = vehicle;
  }

  public void mount(Router router) {
    router.route("/api/vehicles").handler(this::list);
    router.route("/api/vehicles/:id").handler(this::details);
  }

  private void list(RoutingContext ctx) {
    JsonArray vehicles = new JsonArray();
    fleet.get().forEach(summary -> vehicles.add(json(summary)));
    JsonAnswer.send(
        ctx, new JsonObject().put("time", System.currentTimeMillis()).put("vehicles", vehicles));
  }

  private static JsonObject json(VehicleSummary vehicle) {
    JsonObject json = new JsonObject().put("vin", vehicle.vin());
    put(json, "lat", vehicle.lat());
    put(json, "lon", vehicle.lon());
    put(json, "speed", vehicle.speed());
    put(json, "heading", vehicle.heading());
    put(json, "temp", vehicle.temp());
    put(json, "soc", vehicle.soc());
    return json.put("motion", vehicle.motion().label()).put("timestamp", vehicle.timestamp());
  }

  private static void put(JsonObject json, String name, double value) {
    if (!Double.isNaN(value)) {
      json.put(name, value);
    }
  }

  private void details(RoutingContext ctx) {
    String id = ctx.pathParam("id");
    vehicle
        .apply(id)
        .ifPresentOrElse(
            found -> JsonAnswer.send(ctx, json(found)),
            () -> JsonAnswer.error(ctx, 404, "vehicle '" + id + "' is not on the map"));
  }

  private static JsonObject json(VehicleDetails vehicle) {
    JsonArray signals = new JsonArray();
    vehicle.signals().forEach(reading -> signals.add(json(reading)));
    return new JsonObject()
        .put("vin", vehicle.vin())
        .put("motion", vehicle.motion().label())
        .put("timestamp", vehicle.timestamp())
        .put("received", vehicle.received())
        .put("signals", signals)
        .put("alerts", AlertsApi.array(vehicle.alerts()));
  }

  private static JsonObject json(VehicleDetails.Reading reading) {
    return new JsonObject()
        .put("path", reading.signal().path())
        .put("alias", reading.signal().alias())
        .put("label", reading.signal().label())
        .put("unit", reading.signal().unit())
        .put("value", reading.value())
        .put("timestamp", reading.time());
  }
}
