package io.voltstream.tsdb;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.FluxRecord;
import java.util.List;

/** Asks InfluxDB in Flux. */
final class FluxClient {
  private static final int NOT_FOUND = 404;

  private final InfluxDBClient client;
  private final TsdbConfig config;

  FluxClient(InfluxDBClient client, TsdbConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Runs a question.
   *
   * @return its rows, of all tables
   * @throws TsdbException when there is no answer or an error
   */
  List<FluxRecord> run(FluxQuery query) {
    try {
      return rows(query);
    } catch (InfluxException e) {
      throw failure(e);
    }
  }

  /** The same; no rows when there is no such bucket, or none that the token may read. */
  List<FluxRecord> runIfBucketIsThere(FluxQuery query) {
    try {
      return rows(query);
    } catch (InfluxException e) {
      if (e.status() == NOT_FOUND || String.valueOf(e.getMessage()).contains("find bucket")) {
        return List.of();
      }
      throw failure(e);
    }
  }

  private List<FluxRecord> rows(FluxQuery query) {
    return client.getQueryApi().query(query.build()).stream()
        .flatMap(table -> table.getRecords().stream())
        .toList();
  }

  private TsdbException failure(InfluxException e) {
    boolean answered = e.status() > 0;
    return new TsdbException(
        answered ? RetryCause.SERVER_ERROR : RetryCause.UNREACHABLE,
        (answered ? "InfluxDB at " : "no answer from ") + config.url() + ": " + e.getMessage(),
        e);
  }
}
