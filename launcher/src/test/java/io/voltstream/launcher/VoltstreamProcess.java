package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The fat jar as a child process, the way people run it. */
final class VoltstreamProcess implements AutoCloseable {
  /** Every port is the system's choice; the banner says which. */
  static final Map<String, String> FREE_PORTS =
      Map.of(
          "KAFKA_PORT", "0",
          "TSDB_PORT", "0",
          "GRPC_PORT", "0",
          "METRICS_PORT", "0",
          "HTTP_PORT", "0");

  /** Long enough for the slowest machine; nothing waits for it when all goes well. */
  static final Duration PATIENCE = Duration.ofSeconds(120);

  /** One for all: QuestDB lets two connections export at a time, and each client keeps its own. */
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path out;
  private final Path err;

  private VoltstreamProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param folder where it runs, and where what it prints is kept
   */
  static VoltstreamProcess start(Path folder, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseG1GC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    if (Runtime.version().feature() >= 24) {
      // As ./voltstream does: such a JVM warns of what protobuf does inside.
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-jar", System.getProperty("voltstream.jar")));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Arrays.stream(Setting.values()).map(Setting::name).forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return new VoltstreamProcess(builder.start(), out, err);
  }

  long pid() {
    return process.pid();
  }

  /** What it printed on standard output so far, line by line. */
  List<String> out() throws IOException {
    return Files.readAllLines(out);
  }

  /** What it printed on standard error so far. */
  String err() throws IOException {
    return Files.readString(err);
  }

  VoltstreamProcess awaitReady() throws IOException {
    Awaitility.await().atMost(PATIENCE).until(() -> isReady() || !process.isAlive());
    if (!isReady()) {
      fail("ended with " + process.exitValue() + " before it was ready:\n" + err());
    }
    return this;
  }

  private boolean isReady() throws IOException {
    return out().contains("ready");
  }

  /** Its exit code. */
  int awaitExit() throws InterruptedException, IOException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(err()).isTrue();
    return process.exitValue();
  }

  /** Asks it to stop, as ctrl-C or a service manager does. */
  VoltstreamProcess terminate() {
    process.destroy();
    return this;
  }

  /** Stops it where it stands, or lets it go on: a signal such as STOP or CONT. */
  void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  /** What the banner's row of this name says where it is. */
  String address(String row) throws IOException {
    return out().stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words[0].equals(row))
        .map(words -> words[1])
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + row + " in the banner"));
  }

  /** The totals: the last line of standard output. */
  JsonObject totals() throws IOException {
    List<String> lines = out();
    return new JsonObject(lines.get(lines.size() - 1));
  }

  static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Ends it at once, as kill -9 does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
