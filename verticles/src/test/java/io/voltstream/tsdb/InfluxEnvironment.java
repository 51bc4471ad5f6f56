package io.voltstream.tsdb;

import java.time.Duration;

/** A real InfluxDB 2 with an empty bucket, as four variables name it. */
public final class InfluxEnvironment {
  /** Its address; without it, tests that need one are skipped. */
  public static final String URL = "VOLTSTREAM_TEST_INFLUXDB_URL";

  private InfluxEnvironment() {}

  static TsdbConfig config(InfluxSchema schema) {
    return config(System.getenv(URL), token(), org(), bucket(), schema);
  }

  static TsdbConfig config(
      String url, String token, String org, String bucket, InfluxSchema schema) {
    return new TsdbConfig(
        TsdbKind.INFLUXDB,
        url,
        token,
        org,
        bucket,
        schema,
        Duration.ofHours(240),
        Duration.ofSeconds(10));
  }

  public static String token() {
    return System.getenv("VOLTSTREAM_TEST_INFLUXDB_TOKEN");
  }

  public static String org() {
    return System.getenv("VOLTSTREAM_TEST_INFLUXDB_ORG");
  }

  public static String bucket() {
    return System.getenv("VOLTSTREAM_TEST_INFLUXDB_BUCKET");
  }

  /** A bucket of its own for rows that must not meet those of another schema. */
  static TsdbConfig ownBucket(InfluxSchema schema, String suffix) {
    return config(System.getenv(URL), token(), org(), bucket() + "-" + suffix, schema);
  }
}
