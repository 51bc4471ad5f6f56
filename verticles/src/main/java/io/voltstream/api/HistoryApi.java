package io.voltstream.api;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.contract.Signal;
import io.voltstream.tsdb.Aggregate;
import io.voltstream.tsdb.SignalSeries;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code /api/vehicles/{id}/history}. */
public final class HistoryApi {
  private final ReadSide database;

  public HistoryApi(ReadSide database) {
    this.database = database;
  }

  public void mount(Router router) {
    router.route("/api/vehicles/:id/history").handler(this::history);
  }

  private void history(RoutingContext ctx) {
    MultiMap asked = ctx.queryParams();
    HistoryQuery query;
    try {
      query =
          HistoryQuery.of(
              ctx.pathParam("id"),
              asked.get("from"),
              asked.get("to"),
              asked.get("points"),
              System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      JsonAnswer.error(ctx, 400, e.getMessage());
      return;
    }
    ReadAnswer.send(
        ctx, database.vehicle(query.vin(), query.range()), series -> json(query, series));
  }

  private static JsonObject json(HistoryQuery query, List<SignalSeries> series) {
    JsonArray timestamps = new JsonArray();
    for (int i = 0; i < query.range().steps() && !series.isEmpty(); i++) {
      timestamps.add(query.range().begin(i));
    }
    JsonArray signals = new JsonArray();
    series.forEach(signal -> signals.add(json(signal)));
    return new JsonObject()
        .put("vin", query.vin())
        .put("from", query.range().from())
        .put("to", query.range().to())
        .put("step_ms", query.range().step())
        .put("source", query.range().source().name().toLowerCase(Locale.ROOT))
        .put("timestamps", timestamps)
        .put("signals", signals);
  }

  private static JsonObject json(SignalSeries series) {
    Signal signal = series.signal();
    return new JsonObject()
        .put("path", signal.path())
        .put("alias", signal.alias())
        .put("label", signal.label())
        .put("unit", signal.unit())
        .put("avg", values(series, Aggregate::mean))
        .put("min", values(series, Aggregate::min))
        .put("max", values(series, Aggregate::max));
  }

  private static JsonArray values(SignalSeries series, ToDoubleFunction<Aggregate> of) {
    JsonArray values = new JsonArray();
    series.steps().forEach(step -> values.add(AnalyticsJson.number(of.applyAsDouble(step))));
    return values;
  }
}
