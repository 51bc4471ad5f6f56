package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {
  private static List<Finding> awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(Finding.ok("waiting", "done"));
  }

  @Test
  void checksRunSideBySideAndReportInTheirOrder() {
    CountDownLatch second = new CountDownLatch(1);

    List<Finding> found =
        new Checkup(Duration.ofSeconds(60))
            .with("waiting", () -> awaited(second))
            .with(
                "second",
                () -> {
                  second.countDown();
                  return List.of(Finding.ok("second", "done"));
                })
            .run();

    assertThat(found).extracting(Finding::check).containsExactly("waiting", "second");
    assertThat(FindingsPage.hasFailed(found)).isFalse();
  }

  @Test
  void oneThatHangsIsAFailureAndKeepsNobody() {
    CountDownLatch never = new CountDownLatch(1);

    List<Finding> found =
        new Checkup(Duration.ofMillis(100))
            .with("hangs", () -> awaited(never))
            .with("works", () -> List.of(Finding.ok("works", "yes")))
            .run();

    assertThat(found)
        .extracting(Finding::level)
        .containsExactly(Finding.Level.FAIL, Finding.Level.OK);
    assertThat(found.get(0).seen()).contains("0.1 s");
  }

  @Test
  void whatACheckThrowsIsAFinding() {
    List<Finding> found =
        new Checkup(Duration.ofSeconds(60))
            .with(
                "ports",
                () -> {
                  throw new IllegalArgumentException("HTTP_PORT is 'x', it must be a port");
                })
            .run();

    assertThat(found)
        .containsExactly(
            Finding.fail("ports", "HTTP_PORT is 'x', it must be a port", "correct the setting"));
  }

  @Test
  void thePageIsAlignedAndCounts() {
    List<Finding> found =
        List.of(
            Finding.ok("java", "17"),
            Finding.warn("data folder", "small", "buy a disk"),
            Finding.fail("disk", "full", "free some space"));

    assertThat(FindingsPage.text(found).lines())
        .containsExactly(
            "OK    java         17",
            "WARN  data folder  small",
            "                   -> buy a disk",
            "FAIL  disk         full",
            "                   -> free some space",
            "1 failed, 1 to look at, 1 well");
  }

  @Test
  void theJsonSaysTheSame() {
    JsonObject page = new JsonObject(FindingsPage.json(List.of(Finding.fail("a", "\"b\"", "c"))));

    assertThat(page)
        .isEqualTo(
            new JsonObject(
                """
                {"failed": true,
                 "findings": [{"check": "a", "level": "FAIL", "seen": "\\"b\\"", "remedy": "c"}]}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "0,OK",
    "2900,OK",
    "-2900,OK",
    "3100,WARN",
    "-3100,WARN",
    "31000,FAIL",
    "-31000,FAIL"
  })
  void aClockThatIsOffIsSeen(long aheadMs, Finding.Level level) {
    assertThat(DatabaseChecks.clock(Duration.ofMillis(aheadMs), "it").level()).isEqualTo(level);
  }
}
