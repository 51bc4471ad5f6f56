package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpsPartIT {
  private final NodeMetrics metrics = new NodeMetrics();
  private final Vertx vertx = metrics.vertx();
  private final Health health = new Health();
  private final OpsPart ops = new OpsPart(vertx, metrics.registry(), health);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(60, TimeUnit.SECONDS);
    metrics.close();
  }

  private Settings start(int port) throws Exception {
    return start(Map.of("METRICS_PORT", Integer.toString(port)));
  }

  private Settings start(Map<String, String> environment) throws Exception {
    Settings settings = Settings.of(environment, Map.of());
    return ops.start(settings).await(60, TimeUnit.SECONDS);
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = start(0).port(Setting.METRICS_PORT);
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void showsMetricsInPrometheusText() throws Exception {
    metrics.registry().counter("voltstream.events.received").increment(3);

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.body())
        .contains("voltstream_events_received_total 3.0")
        .containsPattern(
            "voltstream_build_info\\{commit=\"[^\"$]+\",java=\"[^\"]+\",version=\"[^\"]+\"\\} 1")
        .contains("jvm_memory_used_bytes", "process_cpu_usage", "vertx_http_server");
  }

  @Test
  void showsInMetricsWhichPartsAreWell() throws Exception {
    health.watch("storage", () -> Optional.of("the database is down"));
    health.watch("ingest", Optional::empty);
    metrics.show(health);

    assertThat(get("/metrics").body())
        .contains("voltstream_part_up{part=\"storage\"} 0.0")
        .contains("voltstream_part_up{part=\"ingest\"} 1.0");
  }

  @Test
  void isReadyWhenEveryPartIsWell() throws Exception {
    health.watch("storage", Optional::empty);

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("UP");
  }

  @Test
  void saysWhichPartIsNotWellAndWhy() throws Exception {
    health.watch("ingest", Optional::empty);
    health.watch("storage", () -> Optional.of("the database is down"));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"status": "DOWN", "parts": [
                  {"part": "ingest", "status": "UP"},
                  {"part": "storage", "status": "DOWN", "why": "the database is down"}]}
                """));
  }

  @Test
  void livesAlsoWhileAPartIsNotWell() throws Exception {
    health.watch("storage", () -> Optional.of("the database is down"));

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void withATokenOnlyTheStatusIsSaidToEverybody() throws Exception {
    health.watch("storage", () -> Optional.of("the database is down"));
    int port =
        start(Map.of("METRICS_PORT", "0", "VOLTSTREAM_TOKEN", "a-secret-of-tests"))
            .port(Setting.METRICS_PORT);

    HttpResponse<String> ready = ask(port, "/health/ready", "");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(ready.body())).isEqualTo(new JsonObject().put("status", "DOWN"));
    assertThat(ask(port, "/health/live", "").statusCode()).isEqualTo(200);
    assertThat(ask(port, "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(ask(port, "/metrics", "Bearer a-secret-of-testS").statusCode()).isEqualTo(401);

    assertThat(ask(port, "/metrics", "Bearer a-secret-of-tests").body()).contains("jvm_memory");
    assertThat(ask(port, "/health/ready", "Bearer a-secret-of-tests").body())
        .contains("the database is down");
  }

  private static HttpResponse<String> ask(int port, String path, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void knowsNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(taken.getLocalPort()))
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ExitCode.PORT_TAKEN))
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("METRICS_PORT");
    }
  }
}
