package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.voltstream.api.ReadConfig;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.sse.HttpProbe.Answer;
import io.voltstream.sse.SseRig.Node;
import io.voltstream.tsdb.QuestDbForTests;
import io.voltstream.tsdb.TsdbForTests;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of the past over real HTTP, from a real database or from none. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReadIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final String HOSTILE = "'; drop table telemetry; --";

  @TempDir Path temp;
  private QuestDbForTests questDb;
  private SseRig rig;
  private Node node;

  private void start() throws Exception {
    questDb = new QuestDbForTests(temp);
    serve(new ReadConfig(questDb.config(), Duration.ofSeconds(30), 4));
  }

  private void serve(ReadConfig reads) throws Exception {
    rig = new SseRig(KAFKA, reads);
    node = rig.node();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    if (questDb != null) {
      questDb.close();
    }
  }

  private Answer get(String path) throws Exception {
    return rig.http.get(node.port(), path);
  }

  private JsonObject analytics(String query) throws Exception {
    Answer answer = get("/api/analytics" + query);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.json();
  }

  private static String path(String vin) {
    return "/api/vehicles/" + URLEncoder.encode(vin, UTF_8).replace("+", "%20") + "/history";
  }

  /** What SQL says of the same rows, without our way through steps and parts. */
  private List<Object> sql(String columns, JsonObject range) {
    return questDb
        .sql(
            "select %s from telemetry where timestamp >= '%s' and timestamp < '%s'"
                .formatted(
                    columns,
                    Instant.ofEpochMilli(range.getLong("from")),
                    Instant.ofEpochMilli(range.getLong("to"))))
        .get(0);
  }

  private void fill(long now) {
    try (TsdbForTests tsdb = new TsdbForTests(questDb.config())) {
      for (int i = 0; i < 200; i++) {
        tsdb.batch(
            i % 2 == 0 ? "a" : HOSTILE, now - i * 10_000L, i / 4.0, 40 + i / 8.0, 38 - i / 16.0);
      }
      tsdb.raised("a", now - 60_000);
      tsdb.flush();
    }
  }

  @Test
  void theFiguresAreThoseOfTheRows() throws Exception {
    start();
    fill(System.currentTimeMillis());
    for (String range : List.of("-1h", "-6h", "-24h", "-7d", "-30d")) {
      JsonObject json = analytics("?type=all&timeRange=" + range);
      JsonObject summary = json.getJsonObject("summary");
      List<Object> expected =
          sql(
              "count(), count_distinct(vin), avg(speed), max(speed), avg(battery_temperature),"
                  + " max(battery_temperature)",
              json.getJsonObject("range"));
      assertThat(
              List.of(
                  summary.getLong("total_events"),
                  summary.getLong("total_vehicles"),
                  summary.getDouble("avg_speed"),
                  summary.getDouble("max_speed"),
                  summary.getDouble("avg_temp"),
                  summary.getDouble("max_temp")))
          .as(range)
          .isEqualTo(expected);
      assertThat(summary.getLong("total_events")).isEqualTo(200);
      assertThat(summary.getLong("total_alerts")).isEqualTo(1);
      assertThat(json.getJsonObject("range").getString("source"))
          .isEqualTo(range.equals("-1h") ? "raw" : "rollup");
      JsonObject lowest = json.getJsonArray("tirePressure").getJsonObject(0);
      assertThat(lowest.getDouble("pressure")).isEqualTo(38 - 199 / 16.0);
      assertThat(lowest.getString("vin")).isEqualTo(HOSTILE);
    }
  }

  @Test
  void aVehicleIsDrawnInAtMostSoManyPoints() throws Exception {
    start();
    long now = System.currentTimeMillis();
    fill(now);
    for (String vin : List.of("a", HOSTILE)) {
      JsonObject json = get(path(vin) + "?points=20&from=" + (now - 3_000_000)).json();
      JsonArray times = json.getJsonArray("timestamps");
      assertThat(json.getString("vin")).isEqualTo(vin);
      assertThat(times.size()).isBetween(10, 20);
      assertThat(times.getLong(1) - times.getLong(0)).isEqualTo(json.getLong("step_ms"));
      assertThat(json.getJsonArray("signals")).hasSize(3);
      JsonObject speed = json.getJsonArray("signals").getJsonObject(0);
      assertThat(speed.getString("alias")).isEqualTo("speed");
      for (String kind : List.of("avg", "min", "max")) {
        assertThat(speed.getJsonArray(kind)).hasSameSizeAs(times);
      }
      assertThat(speed.getJsonArray("max").stream().filter(v -> v != null).map(v -> (Double) v))
          .contains(vin.equals("a") ? 49.5 : 49.75);
    }
    assertThat(questDb.count("select count() from telemetry")).isEqualTo(200);
  }

  @Test
  void aVehicleWithoutRowsHasAnEmptyHistory() throws Exception {
    start();
    Answer answer = get(path("nobody' or '1'='1"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getJsonArray("timestamps")).isEmpty();
    assertThat(answer.json().getJsonArray("signals")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/analytics?timeRange=-2h, timeRange is '-2h'",
    "/api/analytics?timeRange=-1h'--, it must be one of -1h",
    "/api/analytics?type=drop, type is 'drop'",
    "/api/vehicles/a/history?points=3, points is '3'",
    "/api/vehicles/a/history?from=1'%20or%201=1, from is",
    "/api/vehicles/a%0Ab/history, the vehicle is"
  })
  void whatCannotBeAskedIsRefused(String path, String message) throws Exception {
    serve(new ReadConfig(QuestDbForTests.nobody(), Duration.ofSeconds(30), 1));
    Answer answer = get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("error")).contains(message);
  }

  @Test
  void whoeverAsksTheSameIsGivenTheSameAnswer() throws Exception {
    start();
    JsonObject first = analytics("?timeRange=-30d&type=summary");
    JsonObject second = analytics("?timeRange=-30d&type=summary");
    assertThat(first.getBoolean("cached")).isFalse();
    assertThat(second).isEqualTo(first.copy().put("cached", true));
    assertThat(analytics("?timeRange=-30d&type=speed").getBoolean("cached")).isFalse();
    assertThat(node.count("voltstream.read.cached")).isEqualTo(1);
    Answer head =
        rig.http.ask(
            HttpMethod.HEAD, node.port(), "/api/analytics?timeRange=-30d&type=summary", Map.of());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body().length()).isZero();
  }

  @Test
  void aDatabaseThatIsAwayTakesOnlyThePastWithIt() throws Exception {
    start();
    questDb.stop();
    Answer answer = get("/api/analytics");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().getString("error")).isEqualTo("the database does not answer");
    assertThat(get(path("a")).status()).isEqualTo(503);
    assertThat(node.count("voltstream.read.failures", "reason", "database")).isEqualTo(2);
    assertThat(node.verticle().trouble()).isEmpty();
    rig.driveUntil("live", () -> get("/api/vehicles/live").status() == 200);
    questDb.startAgain();
    await().until(() -> get("/api/analytics").status() == 200);
  }

  /** As of a database that hangs: others are served while somebody waits for it. */
  @Test
  void aDatabaseThatDoesNotAnswerIsGivenUp() throws Exception {
    try (ServerSocket frozen = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + frozen.getLocalPort();
      serve(new ReadConfig(QuestDbForTests.at(url), Duration.ofMillis(500), 1));
      Answer answer = get("/api/analytics");
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.json().getString("error")).contains("500 ms", "READ_TIMEOUT");
      assertThat(node.count("voltstream.read.failures", "reason", "deadline")).isEqualTo(1);
      assertThat(get("/api/config").status()).isEqualTo(200);
    }
  }
}
