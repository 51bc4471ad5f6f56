package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.tsdb.WriteOutcome.Retry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Needs a real InfluxDB 2, see {@link InfluxEnvironment}. */
@EnabledIfEnvironmentVariable(named = InfluxEnvironment.URL, matches = "http.*")
class InfluxDbIT extends TsdbContract {
  private static TsdbConfig config;
  private static Tsdb tsdb;

  @BeforeAll
  static void open() {
    config = InfluxEnvironment.config(InfluxSchema.WIDE);
    tsdb = Tsdb.open(config, CATALOGUE);
  }

  @AfterAll
  static void close() {
    tsdb.close();
  }

  @Override
  Tsdb tsdb() {
    return tsdb;
  }

  @Override
  TsdbConfig unreachable() {
    return with("http://127.0.0.1:1", config.token(), config.org(), config.bucket());
  }

  private static TsdbConfig with(String url, String token, String org, String bucket) {
    return InfluxEnvironment.config(url, token, org, bucket, InfluxSchema.WIDE);
  }

  private String refusal(TsdbConfig config) {
    try (Tsdb other = Tsdb.open(config, CATALOGUE)) {
      LineBuffer lines = render(java.util.List.of(batch("a", 1).bytes()));
      WriteOutcome outcome = other.write(lines.bytes(), 0, lines.length());
      assertThat(outcome).isInstanceOf(Retry.class);
      assertThat(((Retry) outcome).cause()).isEqualTo(RetryCause.CONFIGURATION);
      String refusal = other.refusal().orElseThrow();
      assertThat(((Retry) outcome).why()).isEqualTo(refusal);
      return refusal;
    }
  }

  @Test
  void aGoodDatabaseRefusesNothing() {
    assertThat(tsdb.refusal()).isEmpty();
  }

  @Test
  void aWrongTokenIsNamed() {
    assertThat(refusal(with(config.url(), "wrong", config.org(), config.bucket())))
        .contains("INFLUXDB_TOKEN")
        .doesNotContain(config.token());
  }

  @Test
  void aWrongOrganisationIsNamed() {
    assertThat(refusal(with(config.url(), config.token(), "no-such-org", config.bucket())))
        .contains("no-such-org", "INFLUXDB_ORG");
  }

  /** Needs a token that may make buckets. */
  @Test
  void aMissingBucketIsMade() {
    TsdbConfig fresh = InfluxEnvironment.ownBucket(InfluxSchema.WIDE, "fresh-" + session);
    try (Tsdb other = Tsdb.open(fresh, CATALOGUE)) {
      assertThat(other.refusal()).isEmpty();
      LineBuffer lines = render(java.util.List.of(batch("a", 1).bytes()));
      assertThat(other.write(lines.bytes(), 0, lines.length()))
          .isInstanceOf(WriteOutcome.Written.class);
      assertThat(other.rowsOfSession(session)).hasValue(1);
    }
  }
}
