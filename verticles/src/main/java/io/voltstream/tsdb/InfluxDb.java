package io.voltstream.tsdb;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.FluxTable;
import io.voltstream.contract.SignalCatalogue;
import java.util.List;
import java.util.OptionalLong;

/** InfluxDB 2: rows by line protocol, questions by Flux. A write that it answers can be queried. */
final class InfluxDb implements Tsdb {
  private final TsdbConfig config;
  private final SignalCatalogue catalogue;
  private final LineClient lines;

  InfluxDb(TsdbConfig config, SignalCatalogue catalogue) {
    this.config = config;
    this.catalogue = catalogue;
    this.lines = new LineClient(config, WritePrecision.NS);
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
    return lines.write(bytes, from, to);
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
    String flux =
        """
        from(bucket: "%s")
          |> range(start: 0)
          |> filter(fn: (r) => r._measurement == "%s" and r._field == "session" and r._value == %d)
          |> group()
          |> count()
        """
            .formatted(config.bucket(), Tables.TELEMETRY, session);
    try {
      List<FluxTable> tables = lines.client().getQueryApi().query(flux);
      return OptionalLong.of(
          tables.stream()
              .flatMap(table -> table.getRecords().stream())
              .mapToLong(count -> (Long) count.getValue())
              .sum());
    } catch (InfluxException e) {
      throw failure(e);
    }
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
