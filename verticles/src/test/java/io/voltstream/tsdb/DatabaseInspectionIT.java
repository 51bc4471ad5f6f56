package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.voltstream.contract.SignalCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A look at a real QuestDB, and at what answers as InfluxDB's documentation says. */
class DatabaseInspectionIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String HEALTH =
      "{\"name\":\"influxdb\",\"status\":\"pass\",\"version\":\"v2.7.12\"}";

  @TempDir private Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer influx;

  @BeforeEach
  void start() throws IOException {
    influx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    influx.createContext("/health", exchange -> answer(exchange, 200, HEALTH));
    influx.start();
  }

  @AfterEach
  void stop() {
    influx.stop(0);
  }

  private void answer(HttpExchange exchange, int status, String body) {
    asked.add(
        exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] bytes = body.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + influx.getAddress().getPort();
  }

  private TsdbConfig influxConfig(String url) {
    return new TsdbConfig(
        TsdbKind.INFLUXDB,
        url,
        "secret-token",
        "my org",
        "telemetry",
        InfluxSchema.WIDE,
        Duration.ofHours(24),
        Duration.ofSeconds(10));
  }

  private DatabaseReport influxThatAnswers(int status, String buckets) {
    influx.createContext("/api/v2/buckets", exchange -> answer(exchange, status, buckets));
    return DatabaseInspection.look(influxConfig(url()), LIMIT);
  }

  @Test
  void anInfluxDbThatKnowsUsIsWell() {
    DatabaseReport report = influxThatAnswers(200, "{\"buckets\":[{\"name\":\"telemetry\"}]}");

    assertThat(report.product()).isEqualTo("InfluxDB v2.7.12");
    assertThat(report.faults()).isEmpty();
    assertThat(report.clock()).isPresent();
    assertThat(asked)
        .containsExactly(
            "/health null", "/api/v2/buckets?org=my+org&name=telemetry Token secret-token");
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{\"code\":\"unauthorized\"}', check INFLUXDB_TOKEN",
    "404, '{\"code\":\"not found\"}', INFLUXDB_ORG",
    "200, '{\"buckets\":[]}', correct INFLUXDB_BUCKET",
    "200, 'no json', correct INFLUXDB_BUCKET"
  })
  void oneThatDoesNotKnowUsSaysWhatToCheck(int status, String body, String remedy) {
    DatabaseReport report = influxThatAnswers(status, body);

    assertThat(report.faults()).singleElement().asString().contains(remedy);
    assertThat(report.faults().toString()).doesNotContain("secret-token");
  }

  @Test
  void aQuestDbIsTakenForWhatItIs() {
    try (QuestDbForTests questDb = new QuestDbForTests(folder)) {
      assertThat(DatabaseInspection.look(questDb.config(), LIMIT).stored())
          .contains("no tables yet");
      try (Tsdb tsdb = Tsdb.open(questDb.config(), SignalCatalogue.load())) {
        tsdb.backlog();
      }
      DatabaseReport report = DatabaseInspection.look(questDb.config(), LIMIT);
      assertThat(report.product()).startsWith("QuestDB");
      assertThat(report.stored()).contains("alerts, telemetry, telemetry_other");
      assertThat(report.faults()).isEmpty();
      assertThat(report.clock()).isPresent();

      assertThatThrownBy(() -> DatabaseInspection.look(influxConfig(questDb.config().url()), LIMIT))
          .isInstanceOf(TsdbException.class)
          .hasMessageContainingAll("is QuestDB", "set TSDB=questdb");
    }
  }

  @Test
  void anInfluxDbIsNoQuestDb() {
    TsdbConfig config = QuestDbForTests.config(url(), Duration.ofHours(24));

    assertThatThrownBy(() -> DatabaseInspection.look(config, LIMIT))
        .isInstanceOf(TsdbException.class)
        .hasMessageContainingAll("is InfluxDB v2.7.12", "set TSDB=influxdb");
  }

  @Test
  void aSuspendedTableIsAFault() {
    try (SuspendableQuestDb questDb = new SuspendableQuestDb(folder)) {
      try (Tsdb tsdb = Tsdb.open(questDb.config(), SignalCatalogue.load())) {
        tsdb.backlog();
      }
      questDb.suspend();

      assertThat(DatabaseInspection.look(questDb.config(), LIMIT).faults())
          .singleElement()
          .asString()
          .contains("table telemetry is suspended", "alter table telemetry resume wal");
    }
  }

  @Test
  void nobodyIsAFailureThatSaysWhere() {
    influx.stop(0);

    assertThatThrownBy(() -> DatabaseInspection.look(influxConfig(url()), LIMIT))
        .isInstanceOfSatisfying(
            TsdbException.class, failure -> assertThat(failure.isConnectionLost()).isTrue())
        .hasMessageContaining(url());
  }
}
