package io.voltstream.sse;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.api.AlertsApi;
import io.voltstream.api.AnalyticsApi;
import io.voltstream.api.ConfigApi;
import io.voltstream.api.HistoryApi;
import io.voltstream.api.JsonAnswer;
import io.voltstream.api.NodesApi;
import io.voltstream.api.ReadSide;
import io.voltstream.api.VehiclesApi;
import io.voltstream.cluster.NodeStatus;
import io.voltstream.contract.SignalCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP: the stream, the JSON endpoints, the page. */
final class SseServer {
  /** How long closing may take. */
  static final Duration SHUTDOWN = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(SseServer.class);

  /** A thousand partitions of nineteen digits each go into an event id, and ids into a query. */
  private static final int LONGEST_LINE = 32 << 10;

  /** What the kernel holds for a client that does not read, twice: it would let it grow to MiB. */
  private static final int SEND_BUFFER_BYTES = 128 << 10;

  /** An open stream has a beat each second; what is silent for so long is no stream. */
  private static final int IDLE_SECONDS = 60;

  private final SseConfig config;
  private final HttpServer server;

  SseServer(
      Vertx vertx,
      SseConfig config,
      SignalCatalogue catalogue,
      LiveFeed feed,
      Supplier<List<NodeStatus>> nodes,
      ReadSide database,
      LiveMetrics metrics) {
    this.config = config;
    this.server =
        vertx
            .createHttpServer(options(config))
            .requestHandler(routes(vertx, config, catalogue, feed, nodes, database, metrics));
  }

  private static HttpServerOptions options(SseConfig config) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(config.port())
        .setHttp2ClearTextEnabled(false)
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LONGEST_LINE)
        .setSendBufferSize(SEND_BUFFER_BYTES)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS);
  }

  private static Router routes(
      Vertx vertx,
      SseConfig config,
      SignalCatalogue catalogue,
      LiveFeed feed,
      Supplier<List<NodeStatus>> nodes,
      ReadSide database,
      LiveMetrics metrics) {
    FeedViews views = new FeedViews(feed, catalogue);
    Router router = Router.router(vertx);
    router.route().handler(new RequestGuard(config, metrics));
    config.door().ifPresent(door -> mountDoor(router, door, metrics));
    router.route("/api/stream").handler(new StreamHandler(feed, metrics));
    new VehiclesApi(views::vehicles, views::vehicle).mount(router);
    new HistoryApi(database).mount(router);
    new AnalyticsApi(database).mount(router);
    new AlertsApi(views::alerts).mount(router);
    new NodesApi(nodes).mount(router);
    new ConfigApi(
            config.version(),
            catalogue.signals(),
            config.tiles(),
            config.vehicleTtl(),
            config.door().isPresent())
        .mount(router);
    router.route("/api/*").handler(SseServer::unknown);
    router.route().handler(new StaticHandler());
    router.route().failureHandler(SseServer::failed);
    // A path that cannot be decoded reaches no route.
    router.errorHandler(400, ctx -> JsonAnswer.error(ctx, 400, "not a path"));
    return router;
  }

  /** Everything that is mounted after it is behind it. */
  private static void mountDoor(Router router, DoorConfig config, LiveMetrics metrics) {
    TokenCheck check = new TokenCheck(config.token(), metrics);
    Door door = new Door(config, check, metrics);
    new LoginHandler(door, check).mount(router);
    router.route().handler(door);
  }

  private static void unknown(RoutingContext ctx) {
    JsonAnswer.error(ctx, 404, "there is no '" + ctx.request().path() + "'");
  }

  private static void failed(RoutingContext ctx) {
    int status = ctx.statusCode() < 400 ? 500 : ctx.statusCode();
    if (status >= 500) {
      log.error("{} failed", ctx.request().path(), ctx.failure());
    }
    if (!ctx.response().ended()) {
      JsonAnswer.error(
          ctx, status, status >= 500 ? "the server failed; its log says why" : "bad request");
    }
  }

  /** A clock that never steps, in milliseconds. */
  static long ticks() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  Future<HttpServer> listen() {
    return server.listen(config.port(), config.host());
  }

  /** The port that it listens on. */
  int port() {
    return server.actualPort();
  }

  Future<Void> close() {
    return server.shutdown(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
