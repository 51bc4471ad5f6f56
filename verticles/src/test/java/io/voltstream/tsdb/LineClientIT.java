package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.influxdb.client.domain.WritePrecision;
import io.voltstream.tsdb.WriteOutcome.Refused;
import io.voltstream.tsdb.WriteOutcome.Retry;
import io.voltstream.tsdb.WriteOutcome.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineClientIT {
  private final DatabaseStub stub = new DatabaseStub();
  private final LineClient client =
      new LineClient(stub.config(Duration.ofSeconds(2)), WritePrecision.NS);

  @AfterEach
  void close() {
    client.close();
    stub.close();
  }

  private WriteOutcome write(String lines) {
    byte[] bytes = lines.getBytes(UTF_8);
    return client.write(bytes, 0, bytes.length);
  }

  private Retry retry(String lines) {
    WriteOutcome outcome = write(lines);
    assertThat(outcome).isInstanceOf(Retry.class);
    return (Retry) outcome;
  }

  @Test
  void sendsTheLinesWithTokenAndBucket() {
    assertThat(write("telemetry,vin=é v=1 1\ntelemetry,vin=b v=1 2\n")).isInstanceOf(Written.class);
    DatabaseStub.Request request = stub.requests().get(0);
    assertThat(request.lines()).containsExactly("telemetry,vin=é v=1 1", "telemetry,vin=b v=1 2");
    assertThat(request.authorization()).isEqualTo("Token secret-token");
    assertThat(request.query().split("&"))
        .contains("org=voltstream", "bucket=telemetry", "precision=ns");
  }

  @Test
  void sendsOnlyTheAskedPart() {
    byte[] bytes = "one v=1 1\ntwo v=1 1\nthree v=1 1\n".getBytes(UTF_8);
    client.write(bytes, 10, 20);
    assertThat(stub.requests().get(0).lines()).containsExactly("two v=1 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void rowsThatAreRefusedAreSaidToBe(int status) {
    stub.thenAnswer(status);
    WriteOutcome outcome = write("a v=1 1\nb v=1 1");
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(((Refused) outcome).message()).contains("status " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "429, BUSY",
    "503, BUSY",
    "500, SERVER_ERROR",
    "502, SERVER_ERROR",
    "504, SERVER_ERROR",
    "401, CONFIGURATION",
    "403, CONFIGURATION",
    "404, CONFIGURATION",
    "405, CONFIGURATION",
    "302, CONFIGURATION"
  })
  void whatMayGoAwayIsRepeated(int status, RetryCause cause) {
    stub.thenAnswer(status);
    assertThat(retry("a v=1 1").cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({"401, INFLUXDB_TOKEN", "404, INFLUXDB_BUCKET", "404, INFLUXDB_ORG"})
  void aWrongSettingIsNamed(int status, String setting) {
    stub.thenAnswer(status);
    assertThat(retry("a v=1 1").why()).contains(setting).doesNotContain("secret-token");
  }

  @Test
  void passesOnWhatRetryAfterSays() {
    stub.thenAnswer(503, "7").thenAnswer(429, "soon").thenAnswer(429, "999999999");
    assertThat(retry("a v=1 1").after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(retry("a v=1 1").after()).isEqualTo(Duration.ZERO);
    assertThat(retry("a v=1 1").after()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void readsARetryAfterDate() {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(HttpAnswer.wait("Mon, 23 Nov 2026 10:00:30 GMT", now))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(HttpAnswer.wait("Mon, 23 Nov 2026 09:00:00 GMT", now)).isEqualTo(Duration.ZERO);
  }

  @Test
  void nobodyListeningIsRepeated() {
    stub.close();
    assertThat(retry("a v=1 1").cause()).isEqualTo(RetryCause.UNREACHABLE);
  }

  @Test
  void aLostAnswerIsRepeated() {
    stub.thenStoreAndStaySilent();
    assertThat(retry("a v=1 1").cause()).isEqualTo(RetryCause.UNREACHABLE);
    assertThat(write("a v=1 1")).isInstanceOf(Written.class);
    assertThat(stub.stored()).containsExactly("a v=1 1");
  }
}
