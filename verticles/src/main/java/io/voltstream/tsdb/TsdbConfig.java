package io.voltstream.tsdb;

import java.net.URI;
import java.time.Duration;

/**
 * Where the database is and how to speak to it.
 *
 * @param kind which database it is
 * @param url its HTTP address, for example {@code http://127.0.0.1:18086}
 * @param token InfluxDB's secret; empty for QuestDB
 * @param org InfluxDB's organisation
 * @param bucket InfluxDB's bucket
 * @param schema how a batch is laid out in InfluxDB
 * @param rawTtl how long QuestDB keeps raw rows, whole hours; InfluxDB's bucket has its own rule
 * @param writeTimeout how long one request may take
 */
public record TsdbConfig(
    TsdbKind kind,
    String url,
    String token,
    String org,
    String bucket,
    InfluxSchema schema,
    Duration rawTtl,
    Duration writeTimeout) {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
  private static final long MAX_TTL_HOURS = 100 * 365 * 24;

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public TsdbConfig {
    require(isHttp(url), "INFLUXDB_URL", url, "http://host:port or https://host:port");
    url = url.replaceAll("/+$", "");
    require(
        kind == TsdbKind.QUESTDB || !token.isBlank(),
        "INFLUXDB_TOKEN",
        "",
        "the token of your InfluxDB");
    require(token.matches("[!-~]*"), "INFLUXDB_TOKEN", "(hidden)", "printable ASCII, no spaces");
    require(isName(org), "INFLUXDB_ORG", org, "1 to 128 characters, none of them \" \\ $");
    require(isName(bucket), "INFLUXDB_BUCKET", bucket, "1 to 128 characters, none of them \" \\ $");
    require(
        kind == TsdbKind.INFLUXDB || schema == InfluxSchema.WIDE,
        "INFLUXDB_SCHEMA",
        schema,
        "wide with QuestDB");
    require(
        rawTtl.toHours() >= 1
            && rawTtl.toHours() <= MAX_TTL_HOURS
            && rawTtl.equals(Duration.ofHours(rawTtl.toHours())),
        "RAW_TTL",
        rawTtl,
        "whole hours, 1 hour to 100 years");
    require(
        writeTimeout.compareTo(MIN_TIMEOUT) >= 0 && writeTimeout.compareTo(MAX_TIMEOUT) <= 0,
        "INFLUXDB_WRITE_TIMEOUT",
        writeTimeout,
        "100 ms to 5 minutes");
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Names go into Flux texts as they are, so what could end or expand a Flux string is out. */
  private static boolean isName(String name) {
    return name.matches("[^\"\\\\$\\p{Cntrl}]{1,128}");
  }

  private static void require(boolean ok, String setting, Object value, String allowed) {
    if (!ok) {
      throw new IllegalArgumentException(setting + " is '" + value + "', it must be " + allowed);
    }
  }

  /** Everything but the token. */
  @Override
  public String toString() {
    return kind + " at " + url + ", org " + org + ", bucket " + bucket + ", " + schema;
  }
}
