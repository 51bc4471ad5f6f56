package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Walks the wire bytes of one {@code TelemetryBatch} at a time, checks them and shows what is in
 * them, without building objects. The same bytes mean here what they mean to a protobuf parser: the
 * last of a repeated scalar wins, unknown fields are skipped. Not thread-safe; one per thread.
 *
 * <p>Source: protobuf encoding, protobuf.dev/programming-guides/encoding.
 */
public final class BatchReader {
  /** The largest batch, in bytes on the wire. */
  public static final int MAX_BATCH_BYTES = 256 * 1024;

  public static final int MAX_POINTS = 256;
  public static final int MAX_VEHICLE_ID_BYTES = 64;
  public static final int MAX_SENSOR_ID_BYTES = 128;

  /** How far a vehicle's clock may run ahead, in milliseconds. */
  public static final long MAX_AHEAD_MS = 5 * 60_000L;

  private final SignalCatalogue catalogue;
  private final int latitude;
  private final int longitude;
  private final Range latitudes;
  private final Range longitudes;
  private final WireCursor wire = new WireCursor();
  private final SensorSet sensors = new SensorSet(MAX_POINTS);

  private final int[] sensorOffset = new int[MAX_POINTS];
  private final int[] sensorLength = new int[MAX_POINTS];
  private final int[] signal = new int[MAX_POINTS];
  private final double[] value = new double[MAX_POINTS];
  private byte[] bytes;
  private int vehicleIdOffset;
  private int vehicleIdLength;
  private long timestamp;
  private long sequence;
  private long session;
  private int points;
  private int culprit;
  private BatchCheck check;

  public BatchReader(SignalCatalogue catalogue) {
    this.catalogue = catalogue;
    Signal lat = catalogue.byPath("Vehicle.CurrentLocation.Latitude");
    Signal lon = catalogue.byPath("Vehicle.CurrentLocation.Longitude");
    this.latitude = lat.index();
    this.longitude = lon.index();
    this.latitudes = lat.range();
    this.longitudes = lon.range();
  }

  /** Reads a whole array; see {@link #read(byte[], int, int)}. */
  public BatchCheck read(byte[] batch) {
    return read(batch, 0, batch.length);
  }

  /**
   * Reads one batch. Its content is valid until the next call and only as long as the caller leaves
   * the bytes alone; after MALFORMED there is none.
   */
  public BatchCheck read(byte[] batch, int offset, int length) {
    bytes = batch;
    vehicleIdOffset = offset;
    vehicleIdLength = 0;
    timestamp = 0;
    sequence = 0;
    session = 0;
    points = 0;
    culprit = 0;
    check = BatchCheck.ACCEPTED;
    sensors.clear();
    wire.open(batch, offset, length);
    if (!walkBatch()) {
      return check = BatchCheck.MALFORMED;
    }
    // The first thing wrong in reading order is what the vehicle is told; the id comes first.
    BatchCheck id = checkVehicleId();
    if (id != BatchCheck.ACCEPTED) {
      return check = id;
    }
    if (points == 0) {
      return check = BatchCheck.NO_POINTS;
    }
    return check;
  }

  /**
   * The same, and whether the time stamp is believable.
   *
   * @param now Unix time in milliseconds
   * @param maxAge the oldest that a batch may be, in milliseconds
   */
  public BatchCheck read(byte[] batch, int offset, int length, long now, long maxAge) {
    if (read(batch, offset, length) != BatchCheck.ACCEPTED) {
      return check;
    }
    if (timestamp > now + MAX_AHEAD_MS) {
      return check = BatchCheck.TIMESTAMP_IN_FUTURE;
    }
    return timestamp < now - maxAge ? check = BatchCheck.TIMESTAMP_TOO_OLD : check;
  }

  private boolean walkBatch() {
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case 1 << 3 | WireCursor.LENGTH -> {
          vehicleIdLength = wire.length();
          vehicleIdOffset = wire.skip(vehicleIdLength);
          requireUtf8(vehicleIdOffset, vehicleIdLength);
        }
        case 2 << 3 | WireCursor.VARINT -> timestamp = wire.varint();
        case 3 << 3 | WireCursor.LENGTH -> walkPoint(wire.length());
        case 4 << 3 | WireCursor.VARINT -> sequence = wire.varint();
        case 5 << 3 | WireCursor.VARINT -> session = wire.varint();
        default -> wire.skipField(tag);
      }
    }
    return wire.isSound();
  }

  private void walkPoint(int length) {
    int end = wire.position() + length;
    int outer = wire.limit(end);
    int idOffset = wire.position();
    int idLength = 0;
    double reading = 0;
    while (wire.hasMore()) {
      int tag = wire.tag();
      switch (tag) {
        case 1 << 3 | WireCursor.LENGTH -> {
          // The last one counts and is looked at below, but every one must be text.
          requireUtf8(idOffset, idLength);
          idLength = wire.length();
          idOffset = wire.skip(idLength);
        }
        case 2 << 3 | WireCursor.FIXED64 -> reading = Double.longBitsToDouble(wire.fixed64());
        default -> wire.skipField(tag);
      }
    }
    wire.limit(outer);
    if (wire.isSound()) {
      addPoint(idOffset, idLength, reading);
    }
  }

  private void addPoint(int idOffset, int idLength, double reading) {
    int hash = SensorHash.of(bytes, idOffset, idLength);
    int known = catalogue.find(hash, bytes, idOffset, idLength);
    if (known == SignalCatalogue.UNKNOWN) {
      note(checkSensorId(idOffset, idLength));
    }
    if (points == MAX_POINTS) {
      note(BatchCheck.TOO_MANY_POINTS);
      return;
    }
    sensorOffset[points] = idOffset;
    sensorLength[points] = idLength;
    signal[points] = known;
    value[points] = reading;
    if (!sensors.add(hash, points, sensorOffset, sensorLength, bytes)) {
      note(BatchCheck.SENSOR_TWICE);
    }
    if (!Double.isFinite(reading)) {
      note(BatchCheck.VALUE_NOT_FINITE);
    } else if (known == latitude && !latitudes.contains(reading)) {
      note(BatchCheck.LATITUDE_OUT_OF_RANGE);
    } else if (known == longitude && !longitudes.contains(reading)) {
      note(BatchCheck.LONGITUDE_OUT_OF_RANGE);
    }
    points++;
  }

  private void note(BatchCheck found) {
    if (check == BatchCheck.ACCEPTED && found != BatchCheck.ACCEPTED) {
      check = found;
      culprit = points;
    }
  }

  private BatchCheck checkSensorId(int offset, int length) {
    if (length == 0) {
      return BatchCheck.SENSOR_ID_EMPTY;
    }
    if (length > MAX_SENSOR_ID_BYTES) {
      requireUtf8(offset, length);
      return BatchCheck.SENSOR_ID_TOO_LONG;
    }
    for (int i = offset; i < offset + length; i++) {
      byte c = bytes[i];
      boolean allowed =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '_'
              || c == '.';
      if (!allowed) {
        requireUtf8(offset, length);
        return BatchCheck.SENSOR_ID_CHARACTER;
      }
    }
    return BatchCheck.ACCEPTED;
  }

  private BatchCheck checkVehicleId() {
    if (vehicleIdLength == 0) {
      return BatchCheck.VEHICLE_ID_EMPTY;
    }
    if (vehicleIdLength > MAX_VEHICLE_ID_BYTES) {
      return BatchCheck.VEHICLE_ID_TOO_LONG;
    }
    boolean control =
        isAscii(vehicleIdOffset, vehicleIdLength)
            ? hasAsciiControl(vehicleIdOffset, vehicleIdLength)
            : vehicleId().chars().anyMatch(Character::isISOControl);
    return control ? BatchCheck.VEHICLE_ID_CONTROL_CHARACTER : BatchCheck.ACCEPTED;
  }

  private boolean hasAsciiControl(int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < ' ' || bytes[i] == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private boolean isAscii(int offset, int length) {
    int all = 0;
    for (int i = offset; i < offset + length; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  /** A proto3 string that is not UTF-8 makes the whole message unreadable. */
  private void requireUtf8(int offset, int length) {
    if (wire.isSound() && !isAscii(offset, length)) {
      try {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      } catch (CharacterCodingException e) {
        wire.require(false);
      }
    }
  }

  /** What is wrong, with the value that is, for {@code ServerAck.error_message}. */
  public String describe(BatchCheck found) {
    return BatchRefusal.message(found, this, Math.min(culprit, MAX_POINTS - 1));
  }

  public String vehicleId() {
    return new String(bytes, vehicleIdOffset, vehicleIdLength, UTF_8);
  }

  /** A copy of the vehicle id's bytes: the Kafka key. */
  public byte[] vehicleIdBytes() {
    return Arrays.copyOfRange(bytes, vehicleIdOffset, vehicleIdOffset + vehicleIdLength);
  }

  /** Where the vehicle id begins in the array that was read. */
  public int vehicleIdOffset() {
    return vehicleIdOffset;
  }

  public int vehicleIdLength() {
    return vehicleIdLength;
  }

  Range latitudes() {
    return latitudes;
  }

  Range longitudes() {
    return longitudes;
  }

  /** Unix time in milliseconds. */
  public long timestamp() {
    return timestamp;
  }

  /** Unsigned; 0 when the batch is not numbered. */
  public long sequence() {
    return sequence;
  }

  /** Unix time in milliseconds; 0 when there is none. */
  public long session() {
    return session;
  }

  /** How many points there are; the point accessors take 0 to this, exclusive. */
  public int points() {
    return points;
  }

  /** The catalogue index of a point's signal, or {@link SignalCatalogue#UNKNOWN}. */
  public int signal(int point) {
    return signal[point];
  }

  public double value(int point) {
    return value[point];
  }

  public String sensorId(int point) {
    return new String(bytes, sensorOffset[point], sensorLength[point], UTF_8);
  }

  /** Where a point's sensor id begins in the array that was read. */
  public int sensorIdOffset(int point) {
    return sensorOffset[point];
  }

  public int sensorIdLength(int point) {
    return sensorLength[point];
  }
}
