package io.voltstream.launcher;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.voltstream.contract.AccessToken;
import java.util.Map;
import java.util.Optional;

/** What operators ask over HTTP: {@code /metrics}, {@code /health/live}, {@code /health/ready}. */
final class OpsPart implements Part {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final PrometheusMeterRegistry registry;
  private final Health health;
  private HttpServer server;
  private Optional<AccessToken> token = Optional.empty();

  OpsPart(Vertx vertx, PrometheusMeterRegistry registry, Health health) {
    this.vertx = vertx;
    this.registry = registry;
    this.health = health;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public Future<Settings> start(Settings settings) {
    token = Exposure.token(settings);
    server = vertx.createHttpServer().requestHandler(this::answer);
    return server
        .listen(settings.port(Setting.METRICS_PORT), BindAddress.of(settings))
        .recover(failure -> Diagnosis.listening(failure, Setting.METRICS_PORT, settings))
        .map(listening -> settings.bound(Setting.METRICS_PORT, listening.actualPort()));
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.path()) {
      case "/metrics" -> metrics(request);
      case "/health/live" -> send(response, 200, new JsonObject().put("status", "UP"));
      case "/health/ready" -> ready(request);
      default -> response.setStatusCode(404).end();
    }
  }

  /** Probes carry no token, so health is open; what else there is to know is not. */
  private boolean admits(HttpServerRequest request) {
    return token.isEmpty() || token.get().admits(request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  private void metrics(HttpServerRequest request) {
    if (admits(request)) {
      scrape(request.response());
    } else {
      JsonObject why =
          new JsonObject().put("error", "send 'authorization: Bearer', VOLTSTREAM_TOKEN");
      request.response().putHeader("WWW-Authenticate", "Bearer realm=\"voltstream\"");
      send(request.response(), 401, why);
    }
  }

  /** A scrape walks a thousand meters: not on an event loop that vehicles share. */
  private void scrape(HttpServerResponse response) {
    vertx
        .executeBlocking(() -> registry.scrape(), false)
        .onSuccess(text -> response.putHeader("content-type", METRICS_TYPE).end(text))
        .onFailure(failure -> response.setStatusCode(500).end(failure.toString()));
  }

  private void ready(HttpServerRequest request) {
    JsonArray parts = new JsonArray();
    Map<String, String> remarks = health.remarks();
    health.look().forEach((part, trouble) -> parts.add(line(part, trouble, remarks.get(part))));
    boolean well = parts.stream().noneMatch(part -> ((JsonObject) part).containsKey("why"));
    JsonObject body = new JsonObject().put("status", well ? "UP" : "DOWN");
    if (admits(request)) {
      body.put("parts", parts);
    }
    send(request.response(), well ? 200 : 503, body);
  }

  private static JsonObject line(String part, Optional<String> trouble, String remark) {
    JsonObject line =
        new JsonObject().put("part", part).put("status", trouble.isEmpty() ? "UP" : "DOWN");
    trouble.ifPresent(why -> line.put("why", why));
    return remark == null || trouble.isPresent() ? line : line.put("remark", remark);
  }

  private static void send(HttpServerResponse response, int status, JsonObject body) {
    response
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.encodePrettily() + "\n");
  }

  @Override
  public Future<?> stop() {
    return server.close();
  }
}
