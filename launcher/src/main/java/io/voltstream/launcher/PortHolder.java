package io.voltstream.launcher;

import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.voltstream.spine.KafkaInspection;
import io.voltstream.spine.KafkaReport;
import io.voltstream.spine.KafkaUnreachableException;
import io.voltstream.tsdb.DatabaseInspection;
import io.voltstream.tsdb.TsdbException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks what listens on a port whether it is a VoltStream, in the port's own protocol. */
final class PortHolder implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(2);
  private static final ServiceMethod<HealthCheckResponse, HealthCheckRequest> CHECK =
      ServiceMethod.client(
          ServiceName.create("grpc.health.v1.Health"),
          "Check",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(HealthCheckResponse.newBuilder()));

  private final Settings settings;
  private final String host;
  private final int port;
  private final String check;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private Vertx vertx;

  PortHolder(Settings settings, String host, int port) {
    this.settings = settings;
    this.host = host;
    this.port = port;
    this.check = "port " + port;
  }

  /** What is found when it is what a port is for; empty when it is something else. */
  Optional<Finding> identify(Setting setting) {
    return switch (setting) {
      case KAFKA_PORT -> kafka();
      case TSDB_PORT -> questDb();
      case HTTP_PORT -> map();
      case GRPC_PORT -> ingest();
      case METRICS_PORT -> metrics();
      default -> throw new IllegalArgumentException(setting + " is no port");
    };
  }

  private Optional<Finding> kafka() {
    try {
      KafkaReport report =
          KafkaInspection.look(
              Configs.spine(
                  Settings.of(Map.of(Setting.KAFKA_BROKER.name(), host + ":" + port), Map.of())),
              LIMIT);
      return Optional.of(Finding.ok(check, "a Kafka answers, " + report.release()));
    } catch (KafkaUnreachableException e) {
      return Optional.empty();
    }
  }

  private Optional<Finding> questDb() {
    Map<String, String> there =
        Map.of(
            Setting.INFLUXDB_URL.name(),
            "http://" + host + ":" + port,
            Setting.TSDB.name(),
            "questdb");
    try {
      String product =
          DatabaseInspection.look(DatabaseSettings.of(Settings.of(there, Map.of())), LIMIT)
              .product();
      return Optional.of(Finding.ok(check, product + " answers"));
    } catch (TsdbException e) {
      return Optional.empty();
    }
  }

  /** The map tells its version, or that it wants a login. */
  private Optional<Finding> map() {
    return get("/api/config")
        .filter(
            answer ->
                json(answer).containsKey("signals")
                    || answer
                        .headers()
                        .firstValue("www-authenticate")
                        .filter(challenge -> challenge.contains("voltstream"))
                        .isPresent())
        .map(answer -> Finding.ok(check, "a VoltStream shows the map"));
  }

  private Optional<Finding> metrics() {
    return get("/health/ready")
        .map(PortHolder::json)
        .filter(body -> body.containsKey("status"))
        .map(this::health);
  }

  private Finding health(JsonObject body) {
    return "UP".equals(body.getString("status"))
        ? Finding.ok(check, "a VoltStream is well")
        : Finding.warn(
            check,
            "a VoltStream is not well: " + body.getValue("parts", "its parts are behind the token"),
            "curl http://" + host + ":" + port + "/health/ready says which part, and why");
  }

  private Optional<Finding> ingest() {
    vertx = Vertx.vertx();
    try {
      ServingStatus status =
          GrpcClient.client(vertx)
              .request(SocketAddress.inetSocketAddress(port, host), CHECK)
              .compose(
                  request -> {
                    request.end(HealthCheckRequest.getDefaultInstance());
                    return request.response();
                  })
              .compose(response -> response.last())
              .map(HealthCheckResponse::getStatus)
              .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(
          status == ServingStatus.SERVING
              ? Finding.ok(check, "an ingest serves")
              : Finding.warn(check, "an ingest answers " + status, "see that node's health"));
    } catch (TimeoutException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<HttpResponse<String>> get(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path)).timeout(LIMIT);
    Exposure.token(settings).ifPresent(token -> request.header("Authorization", token.bearer()));
    try {
      return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    if (vertx != null) {
      vertx.close();
    }
  }
}
