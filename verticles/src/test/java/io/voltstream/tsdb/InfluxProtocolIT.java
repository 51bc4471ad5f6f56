package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.TimeRange.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is said to InfluxDB over HTTP, as far as that can be seen without one: what is bound, what
 * is made, what becomes of its answers. What InfluxDB makes of it is the contract tests' matter.
 */
class InfluxProtocolIT {
  private static final SignalCatalogue CATALOGUE = SignalCatalogue.load();
  private static final String HOSTILE = "\") |> drop(columns: [\"vin\"]) // '; drop table";
  private static final String CSV =
      """
      #datatype,string,long,string,dateTime:RFC3339,double
      #group,false,false,true,true,false
      #default,_result,,,,
      ,result,table,_field,_time,_value
      ,,0,speed,1970-01-01T00:01:00Z,%s

      """;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<JsonObject> bodies = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private volatile Function<String, String> figures = query -> "\r\n";
  private volatile int writeStatus = 204;
  private HttpServer server;
  private TsdbConfig config;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    config =
        InfluxEnvironment.config(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "token",
            "voltstream",
            "telemetry",
            InfluxSchema.WIDE);
    answers.put("GET /api/v2/orgs", "{\"orgs\":[{\"id\":\"0a\",\"name\":\"voltstream\"}]}");
    answers.put("GET /api/v2/buckets", "{\"buckets\":[]}");
    answers.put("POST /api/v2/buckets", "{\"id\":\"0b\",\"name\":\"b\",\"retentionRules\":[]}");
    answers.put("GET /api/v2/tasks", "{\"tasks\":[]}");
    answers.put(
        "POST /api/v2/tasks", "{\"id\":\"0c\",\"orgID\":\"0a\",\"flux\":\"\",\"name\":\"t\"}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(request);
    if (request.equals("POST /api/v2/write")) {
      reply(exchange, writeStatus, "{\"code\":\"x\",\"message\":\"so says the database\"}");
    } else if (request.equals("POST /api/v2/query")) {
      bodies.add(JsonParser.parseString(body).getAsJsonObject());
      String csv = figures.apply(bodies.get(bodies.size() - 1).get("query").getAsString());
      reply(exchange, csv == null ? 404 : 200, csv == null ? "{\"message\":\"no bucket\"}" : csv);
    } else {
      if (request.startsWith("POST")) {
        bodies.add(JsonParser.parseString(body).getAsJsonObject());
        writeStatus = 204;
      }
      String answer = answers.get(request);
      reply(exchange, answer == null ? 403 : 200, answer == null ? "{}" : answer);
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
    if (status != 204) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private FleetHistory history() {
    return FleetHistory.open(config, CATALOGUE, Duration.ofSeconds(10));
  }

  @Test
  void aVehicleIsBoundAndNeverPartOfTheQuestion() {
    try (FleetHistory history = history()) {
      history.vehicle(HOSTILE, new TimeRange(0, 120_000, 60_000, Source.RAW));
    }
    assertThat(bodies).hasSize(InfluxRollup.FIGURES.size());
    for (JsonObject body : bodies) {
      assertThat(body.get("query").getAsString())
          .contains("r.vin == vin", "from(bucket: bucket)")
          .doesNotContain("drop");
      List<JsonObject> bound =
          body.getAsJsonObject("extern").getAsJsonArray("body").asList().stream()
              .map(statement -> statement.getAsJsonObject().getAsJsonObject("assignment"))
              .toList();
      assertThat(bound.stream().map(InfluxProtocolIT::name)).containsExactly("bucket", "vin");
      assertThat(bound.stream().map(InfluxProtocolIT::text)).containsExactly("telemetry", HOSTILE);
    }
  }

  private static String name(JsonObject assignment) {
    return assignment.getAsJsonObject("id").get("name").getAsString();
  }

  private static String text(JsonObject assignment) {
    JsonObject literal = assignment.getAsJsonObject("init");
    assertThat(literal.get("type").getAsString()).isEqualTo("StringLiteral");
    return literal.get("value").getAsString();
  }

  @Test
  void figuresOfOneStepAreFoundTogether() {
    figures =
        query ->
            CSV.formatted(
                query.contains("fn: count")
                    ? "4"
                    : query.contains("fn: sum") ? "10" : query.contains("fn: min") ? "1" : "7");
    try (FleetHistory history = history()) {
      List<SignalSeries> series =
          history.vehicle("a", new TimeRange(0, 120_000, 60_000, Source.RAW));
      assertThat(series).hasSize(1);
      assertThat(series.get(0).signal().alias()).isEqualTo("speed");
      assertThat(series.get(0).steps()).containsExactly(Aggregate.NONE, new Aggregate(4, 10, 1, 7));
    }
  }

  @Test
  void withoutARollupALongRangeIsReadFromRawRows() {
    figures = query -> query.contains("telemetry_1m") ? null : "\r\n";
    try (FleetHistory history = history()) {
      history.vehicles(new TimeRange(0, 7_200_000, 60_000, Source.ROLLUP));
    }
    JsonObject last = bodies.get(bodies.size() - 1);
    assertThat(last.get("query").getAsString())
        .contains("start: 1970-01-01T00:00:00Z, stop: 1970-01-01T02:00:00Z")
        .contains("r._measurement == \"telemetry\"");
  }

  @Test
  void anErrorIsSaidToBeOne() {
    figures = query -> null;
    try (FleetHistory history = history()) {
      TimeRange range = new TimeRange(0, 60_000, 60_000, Source.RAW);
      assertThatThrownBy(() -> history.trend(range))
          .isInstanceOf(TsdbException.class)
          .hasMessageContaining("no bucket");
    }
  }

  @Test
  void aMissingBucketIsMadeWithItsRetentionAndSoIsTheRollup() {
    writeStatus = 404;
    try (Tsdb tsdb = Tsdb.open(config, CATALOGUE)) {
      assertThat(tsdb.refusal()).isEmpty();
    }
    assertThat(requests.stream().filter(request -> request.startsWith("POST")))
        .containsExactly(
            "POST /api/v2/write",
            "POST /api/v2/buckets",
            "POST /api/v2/write",
            "POST /api/v2/buckets",
            "POST /api/v2/tasks",
            "POST /api/v2/tasks");
    assertThat(retention(bodies.get(0))).isEqualTo(Duration.ofHours(240).toSeconds());
    assertThat(bodies.get(1).get("name").getAsString()).isEqualTo("telemetry_1m");
    assertThat(retention(bodies.get(1))).isEqualTo(Duration.ofDays(30).toSeconds());
    assertThat(bodies.get(2).get("flux").getAsString()).contains("every: 1m", "d: 3m");
    assertThat(bodies.get(3).get("flux").getAsString()).contains("every: 1h", "d: 2h");
  }

  private static long retention(JsonObject bucket) {
    return bucket
        .getAsJsonArray("retentionRules")
        .get(0)
        .getAsJsonObject()
        .get("everySeconds")
        .getAsLong();
  }

  @Test
  void whatExistsIsNotMadeAgain() {
    answers.put("GET /api/v2/buckets", "{\"buckets\":[{\"name\":\"x\",\"retentionRules\":[]}]}");
    answers.put("GET /api/v2/tasks", "{\"tasks\":[{\"id\":\"1\",\"name\":\"x\"}]}");
    try (Tsdb tsdb = Tsdb.open(config, CATALOGUE)) {
      assertThat(tsdb.refusal()).isEmpty();
    }
    assertThat(requests).contains("POST /api/v2/write").doesNotContain("POST /api/v2/buckets");
    assertThat(requests).doesNotContain("POST /api/v2/tasks");
  }

  @Test
  void aTokenThatMayMakeNothingIsNoHindranceToWriting() {
    answers.clear();
    try (Tsdb tsdb = Tsdb.open(config, CATALOGUE)) {
      assertThat(tsdb.refusal()).isEmpty();
    }
  }

  @Test
  void aRefusalNamesTheSettingAndTheDatabasesWords() {
    answers.clear();
    writeStatus = 404;
    try (Tsdb tsdb = Tsdb.open(config, CATALOGUE)) {
      assertThat(tsdb.refusal().orElseThrow())
          .contains("INFLUXDB_ORG", "INFLUXDB_BUCKET", "so says the database");
      writeStatus = 401;
      assertThat(tsdb.refusal().orElseThrow()).contains("INFLUXDB_TOKEN");
      writeStatus = 503;
      assertThat(tsdb.refusal()).isEmpty();
    }
  }
}
