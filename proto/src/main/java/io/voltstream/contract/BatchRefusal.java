package io.voltstream.contract;

/**
 * The words that a vehicle's engineer reads when a batch is refused: what, which value, the limit.
 */
final class BatchRefusal {
  private BatchRefusal() {}

  static String message(BatchCheck check, BatchReader batch, int point) {
    return switch (check) {
      case ACCEPTED -> "";
      case MALFORMED -> "not a TelemetryBatch";
      case VEHICLE_ID_EMPTY -> "vehicle_id is empty";
      case VEHICLE_ID_TOO_LONG ->
          "vehicle_id has "
              + batch.vehicleIdLength()
              + " bytes, at most "
              + BatchReader.MAX_VEHICLE_ID_BYTES
              + " are allowed";
      case VEHICLE_ID_CONTROL_CHARACTER -> "vehicle_id has a control character";
      case NO_POINTS -> "points is empty";
      case TOO_MANY_POINTS -> "points has more than " + BatchReader.MAX_POINTS + " entries";
      case SENSOR_ID_EMPTY -> "points[" + point + "].sensor_id is empty";
      case SENSOR_ID_TOO_LONG ->
          "points["
              + point
              + "].sensor_id has more than "
              + BatchReader.MAX_SENSOR_ID_BYTES
              + " bytes";
      case SENSOR_ID_CHARACTER ->
          "points[" + point + "].sensor_id has a character outside [A-Za-z0-9_.]";
      case SENSOR_TWICE -> "sensor " + batch.sensorId(point) + " is there twice";
      case VALUE_NOT_FINITE -> value(batch, point) + ", not a finite number";
      case LATITUDE_OUT_OF_RANGE -> outside(batch, point, batch.latitudes());
      case LONGITUDE_OUT_OF_RANGE -> outside(batch, point, batch.longitudes());
      case TIMESTAMP_IN_FUTURE ->
          "timestamp " + batch.timestamp() + " is more than 5 minutes ahead of the server's clock";
      case TIMESTAMP_TOO_OLD ->
          "timestamp " + batch.timestamp() + " is older than MAX_EVENT_AGE allows";
      case TOO_MANY_UNKNOWN_SENSORS ->
          "a sensor outside the catalogue, and MAX_UNKNOWN_SIGNALS of them are known already";
    };
  }

  private static String outside(BatchReader batch, int point, Range range) {
    return value(batch, point) + ", outside " + range.min() + " to " + range.max();
  }

  private static String value(BatchReader batch, int point) {
    return batch.sensorId(point) + " is " + batch.value(point);
  }
}
