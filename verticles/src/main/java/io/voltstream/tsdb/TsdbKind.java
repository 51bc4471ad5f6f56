package io.voltstream.tsdb;

/**
 * Which database it is. Always told, never detected: QuestDB introduces itself as InfluxDB 2.7.4.
 */
public enum TsdbKind {
  QUESTDB,
  INFLUXDB
}
