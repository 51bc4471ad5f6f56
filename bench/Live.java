import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the live feed and the page: bytes on the wire for each vehicle update in both forms, and
 * how long the page's script takes for a frame in headless Chromium. Each fleet sends 10,000
 * batches a second in all, so a vehicle of a large fleet sends less often.
 *
 * <p>From the top of the repository: {@code java bench/Live.java [--seconds 20] [VEHICLES...]}
 */
public class Live {
  private static final int BATCHES_PER_S = 10_000;
  private static final Pattern MAP = Pattern.compile("\\s*map\\s+http://(\\S+):(\\d+)/.*");

  private int seconds = 20;
  private final List<Integer> fleets = new ArrayList<>();

  public static void main(String[] args) throws Exception {
    Live live = new Live();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--seconds")) {
        live.seconds = Integer.parseInt(args[++i]);
      } else {
        live.fleets.add(Integer.parseInt(args[i]));
      }
    }
    if (live.fleets.isEmpty()) {
      live.fleets.addAll(List.of(1_000, 10_000));
    }
    for (int vehicles : live.fleets) {
      live.measure(vehicles);
    }
    System.exit(0);
  }

  private void measure(int vehicles) throws Exception {
    Path folder = Files.createTempDirectory("voltstream-live");
    Process demo = demo(folder, vehicles);
    try {
      URI map = awaitReady(demo, folder);
      StreamCost plain = StreamCost.of(map, "plain", seconds);
      StreamCost dense = StreamCost.of(map, "dense", seconds);
      System.out.printf(
          Locale.ROOT,
          "%,d vehicles: bytes per update plain %.1f (of %,d), dense %.1f (of %,d),"
              + " %.1f times less%n",
          vehicles,
          plain.perUpdate(),
          plain.updates(),
          dense.perUpdate(),
          dense.updates(),
          plain.perUpdate() / dense.perUpdate());
      watch(map, folder.resolve("chromium"), vehicles);
    } finally {
      demo.destroy();
      if (!demo.waitFor(60, TimeUnit.SECONDS)) {
        demo.destroyForcibly();
      }
      delete(folder);
    }
  }

  /** It stops by itself, whatever becomes of this program. */
  private Process demo(Path folder, int vehicles) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("voltstream").toAbsolutePath().toString(),
                "demo",
                "--vehicles=" + vehicles,
                "--hz=" + Math.max(1, BATCHES_PER_S / vehicles),
                "--duration=" + (4 * seconds + 120) + "s",
                "--data=" + folder.resolve("data"))
            .redirectError(folder.resolve("log").toFile());
    for (String port : List.of("KAFKA", "TSDB", "GRPC", "METRICS", "HTTP")) {
      builder.environment().put(port + "_PORT", "0");
    }
    return builder.start();
  }

  private static URI awaitReady(Process demo, Path folder) throws IOException {
    URI map = null;
    var lines = demo.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher row = MAP.matcher(line);
      if (row.matches()) {
        map = URI.create("http://" + row.group(1) + ":" + row.group(2) + "/");
      }
      if (line.equals("ready")) {
        return map;
      }
    }
    throw new IOException("the demo ended:\n" + Files.readString(folder.resolve("log")));
  }

  /** Opens the page, lets it settle, and takes the time of each frame that it draws. */
  private void watch(URI map, Path profile, int vehicles) throws Exception {
    try (HeadlessPage page = HeadlessPage.open(map, profile)) {
      page.call("Performance.enable", "{}");
      page.await("String(globalThis.voltstream?.fleet.size >= " + vehicles + ")");
      // What the first frames cost, and the fit, is over by then.
      Thread.sleep(5_000);
      double before = page.scriptSeconds();
      String times =
          page.evaluate(
              """
              (async () => {
                const times = voltstream.map.vehicles.frameTimes;
                const all = [];
                times.length = 0;
                const end = performance.now() + %d;
                while (performance.now() < end) {
                  await new Promise((go) => setTimeout(go, 250));
                  all.push(...times.splice(0));
                }
                return all.join(' ');
              })()\
              """
                  .formatted(seconds * 1_000));
      double script = page.scriptSeconds() - before;
      double[] ms =
          Arrays.stream(times.split(" ")).mapToDouble(Double::parseDouble).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%,d vehicles: script per drawn frame median %.2f ms, p95 %.2f ms, p99 %.2f ms;"
              + " %.1f frames/s; all script, feed included, %.1f %% of a core%n",
          vehicles,
          ms[ms.length / 2],
          ms[ms.length * 95 / 100],
          ms[ms.length * 99 / 100],
          ms.length / (double) seconds,
          100 * script / seconds);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The browser's helpers may write a moment longer than it lives.
      System.err.println("left " + folder + ": " + e);
    }
  }
}

/**
 * What a stream cost after its snapshot.
 *
 * @param bytes on the wire, with what HTTP puts around the events
 * @param updates vehicles that the events of changes spoke of
 */
record StreamCost(long bytes, long updates) {
  private static final Pattern DELTA = Pattern.compile("event: delta\ndata: (\\S+)\n");

  double perUpdate() {
    return bytes / (double) updates;
  }

  /** Reads a stream; what comes up to the first sign of life is the snapshot and is not counted. */
  static StreamCost of(URI map, String form, int seconds) throws IOException {
    byte[] wire = bytes(map, form, seconds);
    String sign = form.equals("plain") ? ": keep-alive" : "event: beat";
    StringBuilder events = new StringBuilder();
    int from = -1;
    int at = indexOf(wire, "\r\n\r\n", 0) + 4;
    for (int end = indexOf(wire, "\r\n", at); end > 0; end = indexOf(wire, "\r\n", at)) {
      int length = Integer.parseInt(ascii(wire, at, end), 16);
      int next = end + 2 + length + 2;
      if (next > wire.length) {
        break;
      }
      events.append(ascii(wire, end + 2, end + 2 + length));
      at = next;
      if (from < 0 && events.indexOf(sign) >= 0) {
        from = at;
        events.setLength(0);
      }
    }
    long updates = form.equals("plain") ? telemetry(events) : deltas(events);
    return new StreamCost(at - from, updates);
  }

  private static byte[] bytes(URI map, String form, int seconds) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Socket socket = new Socket(map.getHost(), map.getPort())) {
      String host = map.getHost() + ":" + map.getPort();
      String request = "GET /api/stream?form=" + form + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(10_000);
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[64 << 10];
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < end) {
        int length = in.read(piece);
        if (length < 0) {
          throw new IOException("the " + form + " stream ended");
        }
        all.write(piece, 0, length);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("nothing for 10 s on the " + form + " stream", e);
    }
    return all.toByteArray();
  }

  private static long telemetry(CharSequence events) {
    return Pattern.compile("event: telemetry\n").matcher(events).results().count();
  }

  /** A frame begins with its number, the time and how many vehicles are in it. */
  private static long deltas(CharSequence events) {
    return DELTA.matcher(events).results().mapToLong(event -> count(event.group(1))).sum();
  }

  private static long count(String base64) {
    byte[] frame = Base64.getDecoder().decode(base64);
    long value = 0;
    int at = 0;
    for (int number = 0; number < 3; number++) {
      value = 0;
      int shift = 0;
      do {
        value |= (frame[at] & 0x7fL) << shift;
        shift += 7;
      } while (frame[at++] < 0);
    }
    return value;
  }

  private static int indexOf(byte[] wire, String text, int from) {
    byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at <= wire.length - sought.length; at++) {
      if (Arrays.equals(wire, at, at + sought.length, sought, 0, sought.length)) {
        return at;
      }
    }
    return -1;
  }

  private static String ascii(byte[] wire, int from, int to) {
    return new String(wire, from, to - from, StandardCharsets.ISO_8859_1);
  }
}

/** One page in Chromium, by the browser's own protocol. */
final class HeadlessPage implements WebSocket.Listener, AutoCloseable {
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process browser;
  private final WebSocket socket;
  private final StringBuilder message = new StringBuilder();
  private volatile CompletableFuture<String> answer = new CompletableFuture<>();
  private int id;

  private HeadlessPage(Process browser, URI debugger) {
    this.browser = browser;
    socket = HTTP.newWebSocketBuilder().buildAsync(debugger, this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    message.append(part);
    if (isLast) {
      if (message.indexOf("{\"id\":") == 0) {
        answer.complete(message.toString());
      }
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  String call(String method, String parameters) throws Exception {
    answer = new CompletableFuture<>();
    String call = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(++id, method, parameters);
    socket.sendText(call, true);
    return answer.get(180, TimeUnit.SECONDS);
  }

  /** Waits until an expression comes to the text true; a page that loads may have no answer yet. */
  void await(String expression) throws Exception {
    String last = "";
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90); System.nanoTime() < end; ) {
      last = said(expression);
      Matcher value = VALUE.matcher(last);
      if (value.find() && value.group(1).equals("true")) {
        return;
      }
      Thread.sleep(500);
    }
    throw new IOException("the page said " + last + " to " + expression);
  }

  /** The text that an expression comes to. */
  String evaluate(String expression) throws Exception {
    String said = said(expression);
    Matcher value = VALUE.matcher(said);
    if (!value.find()) {
      throw new IOException("the page said " + said);
    }
    return value.group(1);
  }

  private String said(String expression) throws Exception {
    String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return call(
        "Runtime.evaluate",
        "{\"expression\":\"%s\",\"awaitPromise\":true,\"returnByValue\":true}".formatted(quoted));
  }

  double scriptSeconds() throws Exception {
    String all = call("Performance.getMetrics", "{}");
    Matcher script =
        Pattern.compile("\"name\":\"ScriptDuration\",\"value\":([\\d.eE+-]+)").matcher(all);
    if (!script.find()) {
      throw new IOException("the browser said " + all);
    }
    return Double.parseDouble(script.group(1));
  }

  static HeadlessPage open(URI url, Path profile) throws Exception {
    Process browser =
        new ProcessBuilder(
                System.getenv().getOrDefault("VOLTSTREAM_TEST_CHROMIUM", "chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1440,900",
                url.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new HeadlessPage(browser, debugger(profile, browser));
    } catch (Exception e) {
      browser.destroyForcibly();
      throw e;
    }
  }

  /** Where the browser lets itself be driven: it writes its port into its profile. */
  private static URI debugger(Path profile, Process browser) throws Exception {
    Path port = profile.resolve("DevToolsActivePort");
    Pattern page = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"(ws://[^\"]*/page/[^\"]*)\"");
    for (int tries = 0; tries < 300 && browser.isAlive(); tries++) {
      if (Files.exists(port) && Files.size(port) > 0) {
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json");
        HttpRequest request = HttpRequest.newBuilder(list).build();
        Matcher found = page.matcher(HTTP.send(request, BodyHandlers.ofString()).body());
        if (found.find()) {
          return URI.create(found.group(1));
        }
      }
      Thread.sleep(100);
    }
    throw new IOException("chromium did not start; see bench/README.md");
  }

  @Override
  public void close() {
    browser.destroy();
    browser
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> browser.destroyForcibly())
        .join();
  }
}
