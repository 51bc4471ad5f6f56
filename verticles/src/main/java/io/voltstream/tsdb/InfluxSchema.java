package io.voltstream.tsdb;

/** How a batch is laid out in InfluxDB; QuestDB is always wide. */
public enum InfluxSchema {
  /** One row per batch, one field per signal of the catalogue. */
  WIDE,
  /** One row per signal with the tags vin and sensor_id, as the original wrote it. */
  NARROW
}
