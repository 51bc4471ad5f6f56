package io.voltstream.contract;

import java.util.Locale;

/** What {@link BatchReader} found; every constant but ACCEPTED is a reason to refuse the batch. */
public enum BatchCheck {
  ACCEPTED,
  /** The bytes are not a TelemetryBatch: no statement about its content can be made. */
  MALFORMED,
  VEHICLE_ID_EMPTY,
  VEHICLE_ID_TOO_LONG,
  VEHICLE_ID_CONTROL_CHARACTER,
  NO_POINTS,
  TOO_MANY_POINTS,
  SENSOR_ID_EMPTY,
  SENSOR_ID_TOO_LONG,
  SENSOR_ID_CHARACTER,
  SENSOR_TWICE,
  VALUE_NOT_FINITE,
  LATITUDE_OUT_OF_RANGE,
  LONGITUDE_OUT_OF_RANGE,
  TIMESTAMP_IN_FUTURE,
  TIMESTAMP_TOO_OLD,
  TOO_MANY_UNKNOWN_SENSORS;

  private final String reason = name().toLowerCase(Locale.ROOT);

  /** The constant's name as a metric label and dead-letter header: lower case. */
  public String reason() {
    return reason;
  }
}
