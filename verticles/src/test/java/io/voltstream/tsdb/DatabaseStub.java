package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An InfluxDB that answers writes by a script: the next scripted answer, or, without one, 400 for a
 * body with a line that it was told to refuse and 204 for any other. What it answers with 204 it
 * keeps, each line once. A scripted 413 or 422 does not hit a write of a single row.
 */
public final class DatabaseStub implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Boolean> stored = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Predicate<String> refusal = line -> false;

  /**
   * One scripted answer.
   *
   * @param stores whether the lines are kept although the status says otherwise
   * @param silent no answer is sent at all
   */
  private record Answer(int status, String retryAfter, boolean stores, boolean silent) {
    boolean isAboutTheRows() {
      return status == 413 || status == 422;
    }
  }

  private static final Answer AS_WITHOUT_SCRIPT = new Answer(0, null, false, false);

  /** A write as it came. */
  public record Request(long atNanos, String query, String authorization, List<String> lines) {}

  public DatabaseStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/v2/write", this::write);
    server.createContext(
        "/ping", exchange -> answer(exchange, new Answer(204, null, false, false)));
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public TsdbConfig config(Duration timeout) {
    return new TsdbConfig(
        TsdbKind.INFLUXDB,
        url(),
        "secret-token",
        "voltstream",
        "telemetry",
        InfluxSchema.WIDE,
        Duration.ofHours(24),
        timeout);
  }

  public DatabaseStub thenAnswer(int status) {
    script.add(new Answer(status, null, false, false));
    return this;
  }

  public DatabaseStub thenAnswer(int status, String retryAfter) {
    script.add(new Answer(status, retryAfter, false, false));
    return this;
  }

  /** The rows are stored and the answer gets lost. */
  public DatabaseStub thenStoreAndStaySilent() {
    script.add(new Answer(204, null, true, true));
    return this;
  }

  /** As without a script. */
  public DatabaseStub thenStore() {
    script.add(AS_WITHOUT_SCRIPT);
    return this;
  }

  /** Stores what is good of the next write and answers 422, as InfluxDB does. */
  public DatabaseStub thenStorePartly() {
    script.add(new Answer(422, null, true, false));
    return this;
  }

  public void refuseLines(Predicate<String> lines) {
    refusal = lines;
  }

  public List<Request> requests() {
    return requests;
  }

  public Set<String> stored() {
    return stored.keySet();
  }

  private void write(HttpExchange exchange) throws IOException {
    List<String> lines =
        new String(exchange.getRequestBody().readAllBytes(), UTF_8).lines().toList();
    requests.add(
        new Request(
            System.nanoTime(),
            exchange.getRequestURI().getQuery(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            lines));
    Answer answer = script.poll();
    boolean single = lines.size() == 1 && answer != null && answer.isAboutTheRows();
    if (answer == null || answer == AS_WITHOUT_SCRIPT || single) {
      boolean bad = lines.stream().anyMatch(refusal);
      answer = new Answer(bad ? 400 : 204, null, !bad, false);
    }
    if (answer.stores()) {
      lines.stream().filter(refusal.negate()).forEach(line -> stored.put(line, true));
    }
    answer(exchange, answer);
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.silent()) {
      awaitClosing();
      return;
    }
    if (answer.retryAfter() != null) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    byte[] body =
        ("{\"code\":\"stub\",\"message\":\"status " + answer.status() + "\"}").getBytes(UTF_8);
    if (answer.status() == 204) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
