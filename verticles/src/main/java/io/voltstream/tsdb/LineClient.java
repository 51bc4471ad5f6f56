package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Writes line protocol to {@code /api/v2/write}, which both databases serve. */
final class LineClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final TsdbConfig config;
  private final WritePrecision precision;
  private final Duration timeout;
  private final Dispatcher calls = new Dispatcher();
  private final ConnectionPool connections = new ConnectionPool();
  private final InfluxDBClient client;
  private final WriteApiBlocking writes;

  LineClient(TsdbConfig config, WritePrecision precision) {
    this(config, precision, config.writeTimeout());
  }

  /**
   * @param timeout how long one request may take
   */
  LineClient(TsdbConfig config, WritePrecision precision, Duration timeout) {
    this.config = config;
    this.timeout = timeout;
    this.precision = precision;
    this.client = InfluxDBClientFactory.create(options());
    this.writes = client.getWriteApiBlocking();
  }

  private InfluxDBClientOptions options() {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .dispatcher(calls)
            .connectionPool(connections)
            .connectTimeout(CONNECT)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .callTimeout(timeout)
            // What is repeated is repeated by the caller, who counts it.
            .retryOnConnectionFailure(false);
    InfluxDBClientOptions.Builder options =
        InfluxDBClientOptions.builder()
            .url(config.url())
            .org(config.org())
            .bucket(config.bucket())
            .okHttpClient(http);
    return config.token().isBlank()
        ? options.build()
        : options.authenticateToken(config.token().toCharArray()).build();
  }

  WriteOutcome write(byte[] lines, int from, int to) {
    try {
      writes.writeRecord(precision, new String(lines, from, to - from, UTF_8));
      return new WriteOutcome.Written();
    } catch (InfluxException e) {
      String retryAfter = e.headers().get("Retry-After");
      return HttpAnswer.outcome(
          e.status(),
          HttpAnswer.wait(retryAfter, Instant.now()),
          String.valueOf(e.getMessage()),
          config);
    }
  }

  InfluxDBClient client() {
    return client;
  }

  /** Ends what is under way, which is Retry to its caller, and connects anew for the next write. */
  void disconnect() {
    calls.cancelAll();
    connections.evictAll();
  }

  @Override
  public void close() {
    disconnect();
    client.close();
  }
}
