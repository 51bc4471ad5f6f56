import io.voltstream.backends.EmbeddedQuestDb;
import io.voltstream.backends.EmbeddedQuestDbConfig;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.InfluxSchema;
import io.voltstream.tsdb.Tsdb;
import io.voltstream.tsdb.TsdbConfig;
import io.voltstream.tsdb.TsdbKind;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How long the analytics page waits for its first view over a big fleet's month: fills a QuestDB
 * with 30 days of rollups and an hour of 36 million raw rows, of 1,000 vehicles, then asks a node
 * for each range. See README.md.
 */
public class Ranges {
  private static final int VEHICLES = 1_000;
  private static final int DAYS = 30;
  private static final int RAW_MINUTES = 75;
  private static final int ROWS_PER_MINUTE = 600_000;
  private static final long MICROS_PER_MINUTE = 60_000_000;
  private static final long RAW_TTL_HOURS = 24 * (DAYS + 3);
  private static final int ROUNDS = 5;
  private static final List<String> RANGES = List.of("-1h", "-6h", "-24h", "-7d", "-30d");

  private final HttpClient http = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !List.of("fill", "time").contains(args[0])) {
      System.err.println(
          "usage: java -cp launcher/target/voltstream.jar bench/Ranges.java fill|time DIR");
      System.exit(2);
    }
    Path data = Path.of(args[1]).toAbsolutePath();
    if (args[0].equals("fill")) {
      new Ranges().fill(data);
    } else {
      new Ranges().time(data);
    }
  }

  private void fill(Path data) throws Exception {
    try (EmbeddedQuestDb database =
        EmbeddedQuestDb.start(EmbeddedQuestDbConfig.onFreePort(data.resolve("questdb")))) {
      makeTables(database.url());
      Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
      Instant begin = end.minus(1, ChronoUnit.HOURS);
      for (int day = DAYS; day > 0; day--) {
        // A row per vehicle and minute is enough to make a rollup of full size.
        insert(
            database.url(),
            begin.minus(day, ChronoUnit.DAYS),
            MICROS_PER_MINUTE / VEHICLES,
            (int) TimeUnit.DAYS.toMinutes(1) * VEHICLES);
      }
      for (int minute = 0; minute < RAW_MINUTES; minute += 5) {
        insert(
            database.url(),
            begin.plus(minute, ChronoUnit.MINUTES),
            MICROS_PER_MINUTE / ROWS_PER_MINUTE,
            5 * ROWS_PER_MINUTE);
      }
      awaitRollup(database.url());
      say("rows: " + sql(database.url(), "select count() from telemetry"));
      say("rollup: " + sql(database.url(), "select count() from telemetry_1m"));
    }
  }

  private static void makeTables(String url) {
    TsdbConfig config =
        new TsdbConfig(
            TsdbKind.QUESTDB,
            url,
            "",
            "voltstream",
            "telemetry",
            InfluxSchema.WIDE,
            Duration.ofHours(RAW_TTL_HOURS),
            Duration.ofSeconds(30));
    try (Tsdb tsdb = Tsdb.open(config, SignalCatalogue.load())) {
      tsdb.backlog();
    }
  }

  private void insert(String url, Instant from, long stepMicros, int rows) throws Exception {
    String values =
        SignalCatalogue.load().signals().stream()
            .map(
                s ->
                    s.healthy().min()
                        + " + "
                        + (s.healthy().max() - s.healthy().min())
                        + " * rnd_double()")
            .collect(Collectors.joining(", "));
    String names =
        SignalCatalogue.load().signals().stream()
            .map(s -> '"' + s.alias() + '"')
            .collect(Collectors.joining(", "));
    sql(
        url,
        ("insert into telemetry (timestamp, vin, \"batch\", sequence, session, %s) select"
             + " timestamp_sequence('%s'::timestamp, %d), 'RVN' || ((x - 1) %% %d), rnd_long(), x,"
             + " 1L, %s from long_sequence(%d)")
            .formatted(names, from, stepMicros, VEHICLES, values, rows));
    say("filled from " + from);
  }

  private void awaitRollup(String url) throws Exception {
    while (!sql(
            url,
            "select count() from materialized_views() where view_status = 'valid'"
                + " and refresh_base_table_txn = base_table_txn")
        .contains("[[2]]")) {
      TimeUnit.SECONDS.sleep(2);
    }
  }

  private String sql(String url, String statement) throws IOException, InterruptedException {
    return get(url + "/exec?query=" + URLEncoder.encode(statement, StandardCharsets.UTF_8))
        .replaceAll(".*\"dataset\":(.*),\"count\".*", "$1");
  }

  private String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private void time(Path data) throws Exception {
    int port = freePort();
    Process node = node(data, port);
    try {
      awaitReady(port, node);
      for (String range : RANGES) {
        long[] millis = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          long start = System.nanoTime();
          String answer =
              get("http://127.0.0.1:" + port + "/api/analytics?type=all&timeRange=" + range);
          millis[round] = (System.nanoTime() - start) / 1_000_000;
          if (answer.contains("\"cached\":true")) {
            TimeUnit.SECONDS.sleep(1);
            round--;
          } else if (round == 0) {
            say(range + " " + answer.replaceAll(".*(\"summary\":\\{[^}]*}).*", "$1"));
          }
        }
        long first = millis[0];
        Arrays.sort(millis);
        say(
            "%s first %d ms, median %d ms, best %d ms"
                .formatted(range, first, millis[ROUNDS / 2], millis[0]));
      }
    } finally {
      node.destroy();
      node.waitFor();
    }
  }

  private static Process node(Path data, int port) throws IOException {
    String jar = System.getProperty("java.class.path").split(File.pathSeparator)[0];
    ProcessBuilder builder =
        new ProcessBuilder(
            "java",
            "-Xmx1g",
            "-jar",
            jar,
            "node",
            "kafka",
            "tsdb",
            "sse",
            "--data",
            data.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "HTTP_PORT", Integer.toString(port),
                "KAFKA_PORT", "0",
                "TSDB_PORT", "0",
                "READ_TIMEOUT", "60s"));
    return builder
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void awaitReady(int port, Process node) throws Exception {
    while (true) {
      try {
        get("http://127.0.0.1:" + port + "/api/config");
        return;
      } catch (IOException e) {
        if (!node.isAlive()) {
          throw new IOException("the node has ended with " + node.exitValue(), e);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
