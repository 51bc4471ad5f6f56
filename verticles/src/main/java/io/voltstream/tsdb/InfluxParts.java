package io.voltstream.tsdb;

import com.influxdb.query.FluxRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which rows a range is read from. */
final class InfluxParts {
  private static final String BORDER =
      "r._measurement == \"%s\" and r._field == \"count\" and r.signal == \"%s\""
          .formatted(Tables.ROLLUP, InfluxRollup.BATCHES);

  private InfluxParts() {}

  /**
   * A span of one kind of rows.
   *
   * @param from in Unix milliseconds
   * @param to exclusive
   */
  record Part(InfluxLayout layout, String bucket, long from, long to) {
    FluxQuery rows() {
      return FluxQuery.rows(bucket, from, to);
    }
  }

  /** Without gap or overlap; raw rows where the rollup does not reach, at either end. */
  static List<Part> of(FluxClient flux, TsdbConfig config, TimeRange range) {
    long begin = range.to();
    long end = range.to();
    if (range.source() == TimeRange.Source.ROLLUP) {
      begin = within(range, border(flux, config, range, "first"), range.to());
      end = within(range, border(flux, config, range, "last") + TimeRange.MINUTE, begin);
      end = Math.max(begin, end);
    }
    List<Part> parts = new ArrayList<>();
    InfluxLayout raw = InfluxLayout.raw(config.schema());
    add(parts, new Part(raw, config.bucket(), range.from(), begin));
    add(parts, new Part(InfluxLayout.ROLLUP, InfluxRollup.bucket(config), begin, end));
    add(parts, new Part(raw, config.bucket(), end, range.to()));
    return parts;
  }

  private static void add(List<Part> parts, Part part) {
    if (part.from() < part.to()) {
      parts.add(part);
    }
  }

  private static long within(TimeRange range, long time, long otherwise) {
    return time < 0 ? otherwise : Math.min(Math.max(time, range.from()), range.to());
  }

  /** The first or last minute that has been rolled up; far below zero when there is none. */
  private static long border(FluxClient flux, TsdbConfig config, TimeRange range, String which) {
    FluxQuery query =
        FluxQuery.rows(InfluxRollup.bucket(config), range.from(), range.to())
            .where(BORDER)
            .then("%s()", which)
            .then("keep(columns: [\"_time\"])")
            .then("group()")
            .then("sort(columns: [\"_time\"], desc: %s)", which.equals("last"))
            .then("limit(n: 1)");
    List<FluxRecord> rows = flux.runIfBucketIsThere(query);
    return rows.isEmpty()
        ? Long.MIN_VALUE / 2
        : Objects.requireNonNull(rows.get(0).getTime()).toEpochMilli();
  }
}
