package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;

/**
 * Puts batches into line protocol, from their bytes and without an object per row. Not thread-safe.
 *
 * <p>Source: InfluxDB line protocol,
 * docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol.
 */
public final class LineRenderer {
  private static final byte[] TELEMETRY = ascii(Tables.TELEMETRY + ",vin=");
  private static final byte[] OTHER = ascii(Tables.OTHER + ",vin=");
  private static final byte[] SENSOR_ID = ascii(",sensor_id=");
  private static final byte[] BATCH = ascii(" batch=");
  private static final byte[] SEQUENCE = ascii("sequence=");
  private static final byte[] SESSION = ascii("i,session=");
  private static final byte[] VALUE = ascii("value=");
  private static final byte[] INTEGER = ascii("i");
  private static final byte[] NEXT = ascii("i,");
  private static final byte[] SPACE = ascii(" ");
  private static final byte[] END = ascii("\n");

  private final LineDialect dialect;
  private final boolean questDb;
  private final byte[][] columns;
  private final Hasher64 hasher = Hashing.xxh3_64();

  LineRenderer(LineDialect dialect, SignalCatalogue catalogue) {
    this.dialect = dialect;
    this.questDb = dialect == LineDialect.QUESTDB;
    this.columns =
        catalogue.signals().stream()
            .map(signal -> ascii("," + signal.alias() + "="))
            .toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** How many lines the batch needs. */
  public int lines(BatchReader batch) {
    if (dialect == LineDialect.INFLUX_NARROW) {
      return batch.points();
    }
    int lines = 1;
    for (int point = 0; point < batch.points(); point++) {
      lines += batch.signal(point) == SignalCatalogue.UNKNOWN ? 1 : 0;
    }
    return lines;
  }

  /**
   * Appends a batch's lines. When the answer is not RENDERED, nothing was appended.
   *
   * @param batch has read and accepted {@code payload}
   * @param payload the batch as the vehicle sent it, the whole array
   */
  public Rendering render(BatchReader batch, byte[] payload, LineBuffer out) {
    if (!dialect.canStore(batch.timestamp())) {
      return Rendering.TIMESTAMP_NOT_STORABLE;
    }
    if (!dialect.canTag(payload, batch.vehicleIdOffset(), batch.vehicleIdLength())) {
      return Rendering.VEHICLE_ID_NOT_STORABLE;
    }
    long hash = hasher.hashBytesToLong(payload);
    if (dialect != LineDialect.INFLUX_NARROW) {
      wideRow(batch, payload, hash, out);
    }
    for (int point = 0; point < batch.points(); point++) {
      if (dialect == LineDialect.INFLUX_NARROW) {
        signalRow(TELEMETRY, batch, payload, point, hash, out);
      } else if (batch.signal(point) == SignalCatalogue.UNKNOWN) {
        signalRow(OTHER, batch, payload, point, hash, out);
      }
    }
    return Rendering.RENDERED;
  }

  private void wideRow(BatchReader batch, byte[] payload, long hash, LineBuffer out) {
    vehicle(TELEMETRY, batch, payload, out);
    batchColumn(hash, out);
    // The database has no unsigned column: above 2^63 the same 64 bits read as a negative number.
    out.text(SEQUENCE);
    out.number(batch.sequence());
    out.text(SESSION);
    out.number(batch.session());
    out.text(INTEGER);
    for (int point = 0; point < batch.points(); point++) {
      int signal = batch.signal(point);
      if (signal != SignalCatalogue.UNKNOWN) {
        out.text(columns[signal]);
        out.number(batch.value(point));
      }
    }
    time(batch, hash, out);
  }

  private void signalRow(
      byte[] table, BatchReader batch, byte[] payload, int point, long hash, LineBuffer out) {
    vehicle(table, batch, payload, out);
    out.text(SENSOR_ID);
    // Needs no escaping: an accepted sensor id consists of letters, digits, dots and underscores.
    out.text(payload, batch.sensorIdOffset(point), batch.sensorIdLength(point));
    batchColumn(hash, out);
    out.text(VALUE);
    out.number(batch.value(point));
    time(batch, hash, out);
  }

  private void vehicle(byte[] table, BatchReader batch, byte[] payload, LineBuffer out) {
    out.text(table);
    out.tag(payload, batch.vehicleIdOffset(), batch.vehicleIdLength(), questDb);
  }

  private void batchColumn(long hash, LineBuffer out) {
    if (questDb) {
      out.text(BATCH);
      out.number(hash);
      out.text(NEXT);
    } else {
      out.text(SPACE);
    }
  }

  private void time(BatchReader batch, long hash, LineBuffer out) {
    out.text(SPACE);
    out.number(
        questDb
            ? batch.timestamp()
            : batch.timestamp() * LineDialect.NANOS_PER_MILLI
                + Math.floorMod(hash, LineDialect.NANOS_PER_MILLI));
    out.text(END);
  }
}
