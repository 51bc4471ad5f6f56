package io.voltstream.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code /api/analytics}. */
public final class AnalyticsApi {
  private final ReadSide database;

  public AnalyticsApi(ReadSide database) {
    this.database = database;
  }

  public void mount(Router router) {
    router.route("/api/analytics").handler(this::figures);
  }

  private void figures(RoutingContext ctx) {
    String timeRange = ctx.request().getParam("timeRange", "-1h");
    String wanted = ctx.request().getParam("type", "all");
    Optional<AnalyticsRange> range = AnalyticsRange.of(timeRange);
    Optional<AnalyticsType> type = AnalyticsType.of(wanted);
    if (range.isEmpty()) {
      refuse(ctx, "timeRange", timeRange, AnalyticsRange.labels());
    } else if (type.isEmpty()) {
      refuse(ctx, "type", wanted, AnalyticsType.labels());
    } else {
      ReadAnswer.send(
          ctx,
          database.analytics(range.get(), type.get()),
          answer -> AnalyticsJson.of(answer.value(), type.get(), answer.cached()));
    }
  }

  private static void refuse(RoutingContext ctx, String name, String value, String allowed) {
    JsonAnswer.error(ctx, 400, name + " is '" + value + "', it must be one of " + allowed);
  }
}
