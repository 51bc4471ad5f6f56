package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the vehicles in other languages do about answers that ingest seldom gives. */
class ExampleAnswersIT {
  @TempDir private Path folder;

  @BeforeAll
  static void install() throws Exception {
    Example.installAll();
  }

  @ParameterizedTest
  @EnumSource
  void sendsAgainWhenAskedToAndCountsWhatWasRejected(Example example) throws Exception {
    try (GrudgingIngest ingest = new GrudgingIngest()) {
      List<String> lines = drive(example.orSkip(), ingest, GrudgingIngest.TOKEN);

      JsonObject counts = new JsonObject(lines.get(lines.size() - 1));
      assertThat(counts.getInteger("sent")).isEqualTo(1_000 + GrudgingIngest.TO_TRY_AGAIN);
      assertThat(counts.getInteger("acked")).isEqualTo(999);
      assertThat(counts.getJsonObject("rejected").getMap())
          .isEqualTo(Map.of(GrudgingIngest.REASON, 1));
      assertThat(ingest.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWhenItsTokenIsWrong(Example example) throws Exception {
    try (GrudgingIngest ingest = new GrudgingIngest()) {
      List<String> lines = drive(example.orSkip(), ingest, "another");

      assertThat(lines).anyMatch(line -> line.contains("no such token"));
      assertThat(new JsonObject(lines.get(lines.size() - 1)).getInteger("acked")).isZero();
    }
  }

  /** What it printed until it ended, which must be with 1: not all was acknowledged. */
  private List<String> drive(Example example, GrudgingIngest ingest, String token)
      throws Exception {
    Path out = folder.resolve("out");
    Map<String, String> environment =
        Map.of("SERVER_ADDR", ingest.address(), "VEHICLE_ID", "V-1", "VOLTSTREAM_TOKEN", token);
    Process client = example.start(Example.VEHICLE, environment, out);
    try {
      assertThat(client.waitFor(VoltstreamProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(Files.readString(out))
          .isTrue();
    } finally {
      client.destroyForcibly();
    }
    assertThat(client.exitValue()).as(Files.readString(out)).isEqualTo(1);
    return Files.readAllLines(out);
  }
}
