package io.voltstream.tsdb;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.WriteOutcome.Retry;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** InfluxDB 2: rows by line protocol, questions by Flux. A write that it answers can be queried. */
final class InfluxDb implements Tsdb {
  private static final byte[] NO_ROW = "# no row".getBytes(StandardCharsets.US_ASCII);

  /** How far a vehicle's clock may be ahead. */
  private static final Duration FUTURE = Duration.ofHours(1);

  private final TsdbConfig config;
  private final SignalCatalogue catalogue;
  private final LineClient lines;
  private final FluxClient flux;
  private final InfluxRollup rollup;
  private volatile boolean made;

  InfluxDb(TsdbConfig config, SignalCatalogue catalogue) {
    this.config = config;
    this.catalogue = catalogue;
    this.lines = new LineClient(config, WritePrecision.NS);
    this.flux = new FluxClient(lines.client(), config);
    this.rollup = new InfluxRollup(lines.client(), config, catalogue);
  }

  /** A write of a comment is checked like any other before it is found to hold no row. */
  @Override
  public Optional<String> refusal() {
    WriteOutcome outcome = lines.write(NO_ROW, 0, NO_ROW.length);
    if (isConfiguration(outcome) && rollup.makeRawBucket()) {
      outcome = lines.write(NO_ROW, 0, NO_ROW.length);
    }
    if (isConfiguration(outcome)) {
      return Optional.of(((Retry) outcome).why());
    }
    if (!(outcome instanceof Retry)) {
      makeRollup();
    }
    return Optional.empty();
  }

  private void makeRollup() {
    made = true;
    rollup.ensure();
  }

  private static boolean isConfiguration(WriteOutcome outcome) {
    return outcome instanceof Retry retry && retry.cause() == RetryCause.CONFIGURATION;
  }

  @Override
  public LineRenderer renderer() {
    return new LineRenderer(dialect(), catalogue);
  }

  @Override
  public AlertRenderer alertRenderer() {
    return new AlertRenderer(dialect());
  }

  private LineDialect dialect() {
    return config.schema() == InfluxSchema.NARROW
        ? LineDialect.INFLUX_NARROW
        : LineDialect.INFLUX_WIDE;
  }

  @Override
  public WriteOutcome write(byte[] bytes, int from, int to) {
    WriteOutcome outcome = lines.write(bytes, from, to);
    if (isConfiguration(outcome)) {
      // The bucket may have gone, or never have been there: the database was away at the start.
      rollup.makeRawBucket();
    } else if (outcome instanceof Written && !made) {
      makeRollup();
    }
    return outcome;
  }

  @Override
  public Backlog backlog() {
    try {
      lines.client().version();
      return Backlog.NONE;
    } catch (InfluxException e) {
      throw failure(e);
    }
  }

  @Override
  public OptionalLong rowsOfSession(long session) {
    if (config.schema() == InfluxSchema.NARROW) {
      return OptionalLong.empty();
    }
    FluxQuery query =
        FluxQuery.rows(config.bucket(), 0, System.currentTimeMillis() + FUTURE.toMillis())
            .where(
                "r._measurement == \"%s\" and r._field == \"session\" and r._value == %d"
                    .formatted(Tables.TELEMETRY, session))
            .then("count()")
            .then("group()")
            .then("sum()");
    return OptionalLong.of(
        flux.run(query).stream().mapToLong(count -> (Long) count.getValue()).sum());
  }

  private TsdbException failure(InfluxException e) {
    return new TsdbException(
        RetryCause.UNREACHABLE, "no answer from " + config.url() + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    lines.close();
  }
}
