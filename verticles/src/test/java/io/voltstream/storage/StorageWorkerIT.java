package io.voltstream.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Timer;
import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.DeadLetterReason;
import io.voltstream.tsdb.DatabaseStub;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What storage does with each answer of a database, over real sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StorageWorkerIT {
  private static final long TIME = 1_763_895_906_654L;

  private final DatabaseStub stub = new DatabaseStub();
  private WorkerRig rig;

  private WorkerRig rig(int rowsPerWrite, int writesInFlight) {
    rig = new WorkerRig(stub.config(Duration.ofSeconds(1)), rowsPerWrite, writesInFlight);
    return rig;
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
    stub.close();
  }

  private static byte[] batch(long number) {
    return TestBatch.of("RVN" + number, TIME + number)
        .with("Vehicle.Speed", number)
        .numbered(TIME, number)
        .bytes();
  }

  private void take(int batches) {
    for (int i = 0; i < batches; i++) {
      rig.take(batch(rig.taken()));
    }
  }

  private void awaitAllFinished() {
    await().atMost(Duration.ofSeconds(40)).until(() -> rig.lease.finished() == rig.taken());
  }

  private List<Integer> linesPerRequest() {
    return stub.requests().stream().map(request -> request.lines().size()).toList();
  }

  @Test
  void handsOnAFullWriteAtOnceAndTheRestWhenItIsOld() {
    rig(10, 1);
    take(15);
    await().until(() -> rig.lease.finished() == 10);
    rig.worker.tick(System.nanoTime());
    rig.letOldOnesGo();
    awaitAllFinished();
    assertThat(linesPerRequest()).containsExactly(10, 5);
    assertThat(rig.lease.spans()).containsExactly("0-10", "10-15");
  }

  @Test
  void flushHandsOnWhatItHas() {
    rig(10, 1);
    take(3);
    rig.worker.flush();
    awaitAllFinished();
    assertThat(stub.stored()).hasSize(3);
    assertThat(rig.counted("voltstream.storage.rows")).isEqualTo(3);
  }

  @Test
  void knowsHowOldItsRowsAreByTheVehiclesClock() {
    rig(10, 1);
    take(3);
    rig.worker.flush();
    awaitAllFinished();
    Timer age =
        rig.registry
            .get("voltstream.storage.age")
            .tags("record", "batch", "since", "event")
            .timer();
    assertThat(age.count()).isEqualTo(3);
    assertThat(age.mean(TimeUnit.MILLISECONDS))
        .isCloseTo(System.currentTimeMillis() - TIME, within(3_600_000.0));
  }

  @Test
  void noWriteHasMoreRowsThanAllowed() {
    rig(10, 1);
    for (int i = 0; i < 6; i++) {
      rig.take(TestBatch.of("v" + i, TIME).with("Un.Known", 1).with("Un.Heard", 2).bytes());
    }
    rig.worker.flush();
    awaitAllFinished();
    assertThat(linesPerRequest()).containsExactly(9, 9);
  }

  @Test
  void aWriteIsPendingUntilTheDatabaseWasAsked() {
    rig(5, 1);
    rig.watch.refresh();
    assertThat(rig.watch.pending()).isZero();
    take(5);
    awaitAllFinished();
    assertThat(rig.watch.pending()).isEqualTo(1);
    rig.watch.refresh();
    assertThat(rig.watch.pending()).isZero();
  }

  @Test
  void largeRecordsDoNotPileUp() {
    rig(5_000, 1);
    for (int i = 0; i < 64; i++) {
      rig.take(new byte[128 * 1024]);
    }
    awaitAllFinished();
    assertThat(rig.letters).hasSize(64);
  }

  @Test
  void aRowIsNotFinishedBeforeItIsStored() {
    stub.thenAnswer(503).thenAnswer(500);
    rig(5, 1);
    take(5);
    awaitAllFinished();
    assertThat(stub.requests()).hasSize(3);
    assertThat(stub.stored()).hasSize(5);
    assertThat(rig.counted("voltstream.storage.retries", "cause", "busy")).isEqualTo(1);
    assertThat(rig.counted("voltstream.storage.retries", "cause", "server_error")).isEqualTo(1);
    assertThat(rig.rows.trouble()).isEmpty();
  }

  @Test
  void isFullWhileTheDatabaseIsBusyAndGoesOnAfterwards() {
    stub.thenAnswer(503, "300").thenAnswer(503, "300");
    rig(5, 2);
    take(10);
    assertThat(rig.worker.isFull()).isFalse();
    take(5);
    await().until(() -> stub.requests().size() == 2);
    assertThat(rig.worker.isFull()).isTrue();
    assertThat(rig.lease.spans()).isEmpty();
    assertThat(rig.rows.trouble()).hasValueSatisfying(why -> assertThat(why).contains("503"));
  }

  @Test
  void stoppingEndsTheWaitAndFinishesNothing() throws Exception {
    stub.thenAnswer(503, "300").thenStoreAndStaySilent();
    rig(5, 2);
    take(10);
    await().until(() -> stub.requests().size() == 2);
    rig.close();
    assertThat(rig.lease.spans()).isEmpty();
  }

  @Test
  void nothingIsSentBeforeTheTimeThatTheDatabaseAskedFor() {
    stub.thenAnswer(429, "1");
    rig(5, 1);
    take(5);
    awaitAllFinished();
    long between = stub.requests().get(1).atNanos() - stub.requests().get(0).atNanos();
    assertThat(between).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aLostAnswerMakesNoSecondRow() {
    stub.thenStoreAndStaySilent();
    rig(5, 1);
    take(5);
    awaitAllFinished();
    assertThat(stub.requests()).hasSize(2);
    assertThat(stub.stored()).hasSize(5);
    assertThat(rig.letters).isEmpty();
  }

  @Test
  void aBadRowAmongFiveThousandIsFoundWithFewRequests() {
    rig(5_000, 1);
    stub.refuseLines(line -> line.contains("vin=RVN3210 "));
    take(5_000);
    awaitAllFinished();
    assertThat(stub.stored()).hasSize(4_999);
    assertThat(rig.letters).extracting(DeadLetter::offset).containsExactly(3_210L);
    assertThat(rig.letters.get(0).reason()).isEqualTo(DeadLetterReason.DATABASE_REFUSED);
    assertThat(rig.letters.get(0).detail()).contains("status 400");
    assertThat(stub.requests()).hasSizeLessThanOrEqualTo(1 + 2 * 13);
    assertThat(rig.counted("voltstream.storage.rows")).isEqualTo(4_999);
  }

  @Test
  void aRefusalOfTooManyRowsAtOnceLosesNone() {
    stub.thenAnswer(413).thenAnswer(413);
    rig(8, 1);
    take(8);
    awaitAllFinished();
    assertThat(linesPerRequest()).containsExactly(8, 4, 2, 2, 4);
    assertThat(stub.stored()).hasSize(8);
    assertThat(rig.letters).isEmpty();
  }

  @Test
  void noOrderOfAnswersLosesOrDoublesARow() {
    Random random = new Random(7);
    stub.refuseLines(line -> line.contains("7 sequence"));
    for (int i = 0; i < 60; i++) {
      switch (random.nextInt(6)) {
        case 0 -> stub.thenAnswer(429);
        case 1 -> stub.thenAnswer(503);
        case 2 -> stub.thenAnswer(413);
        case 3 -> stub.thenStorePartly();
        case 4 -> stub.thenAnswer(500);
        default -> stub.thenStore();
      }
    }
    stub.thenStoreAndStaySilent();
    rig(20, 3);
    for (int i = 0; i < 20; i++) {
      await().until(() -> !rig.worker.isFull());
      take(20);
    }
    awaitAllFinished();
    assertThat(stub.stored()).hasSize(360).noneMatch(line -> line.contains("7 sequence"));
    assertThat(rig.letters)
        .extracting(DeadLetter::offset)
        .hasSize(40)
        .doesNotHaveDuplicates()
        .allMatch(offset -> offset % 10 == 7);
  }

  @Test
  void poisonGoesToTheDeadLettersAndTheRestIsStored() {
    rig(10, 1);
    take(2);
    rig.take(null);
    rig.take("not a batch".getBytes(UTF_8));
    rig.take(new byte[0]);
    rig.take(new byte[256 * 1024 + 1]);
    rig.take(TestBatch.of("v", TIME).with("Vehicle.Speed", Double.NaN).bytes());
    rig.take(TestBatch.of("v", Long.MAX_VALUE).with("Vehicle.Speed", 1).bytes());
    take(2);
    awaitAllFinished();
    assertThat(stub.stored()).hasSize(4);
    assertThat(rig.letters).extracting(DeadLetter::offset).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(rig.letters)
        .extracting(DeadLetter::reason)
        .containsExactly(
            DeadLetterReason.MALFORMED,
            DeadLetterReason.MALFORMED,
            DeadLetterReason.MALFORMED,
            DeadLetterReason.MALFORMED,
            DeadLetterReason.MALFORMED,
            DeadLetterReason.DATABASE_REFUSED);
    assertThat(rig.letters.get(0).partition()).isEqualTo(3);
    assertThat(rig.lease.spans()).containsExactly("0-10");
  }

  @Test
  void poisonAloneNeedsNoRequest() {
    rig(3, 1);
    rig.take(null);
    rig.take(null);
    rig.take(null);
    awaitAllFinished();
    assertThat(stub.requests()).isEmpty();
    assertThat(rig.letters).hasSize(3);
  }

  @Test
  void aRecordIsNotFinishedBeforeItsLetterIsThere() {
    rig(3, 1);
    rig.confirmation = new CompletableFuture<>();
    rig.take(null);
    take(1);
    rig.take(null);
    await().until(() -> rig.lettersAsked.get() == 2);
    assertThat(rig.lease.spans()).isEmpty();
    rig.confirmation.complete(null);
    awaitAllFinished();
  }

  @Test
  void aLetterThatMayStillGetThroughIsNotSentBesideItself() {
    rig(1, 1);
    rig.confirmation = new CompletableFuture<>();
    rig.take(null);
    await().until(() -> rig.counted("voltstream.storage.retries", "cause", "dead_letter") >= 2);
    assertThat(rig.lettersAsked).hasValue(1);
    rig.confirmation.complete(null);
    awaitAllFinished();
    assertThat(rig.letters).hasSize(1);
  }

  @Test
  void aLetterThatKafkaDoesNotTakeIsSentAgain() {
    rig(3, 1);
    rig.letterFailures.add(new IllegalStateException("broker away"));
    rig.letterFailures.add(new IllegalStateException("broker away"));
    rig.take(null);
    take(1);
    rig.take(null);
    awaitAllFinished();
    assertThat(rig.letters).extracting(DeadLetter::offset).containsExactlyInAnyOrder(0L, 2L);
    assertThat(rig.counted("voltstream.storage.retries", "cause", "dead_letter")).isEqualTo(1);
  }
}
