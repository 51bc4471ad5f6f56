package io.voltstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.api.ReadFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadPoolTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private ReadPool pool = new ReadPool(2, Duration.ofMinutes(2));

  @AfterEach
  void close() {
    never.countDown();
    pool.close();
  }

  private CompletableFuture<Integer> hang() {
    return pool.ask(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
          return 1;
        });
  }

  private static Cause why(CompletableFuture<?> answer) {
    await().until(answer::isDone);
    Throwable failure = answer.handle((value, thrown) -> thrown).join();
    return ReadFailure.in(failure).orElseThrow().why();
  }

  @Test
  void answers() {
    assertThat(pool.ask(() -> 7).join()).isEqualTo(7);
  }

  @Test
  void whatTakesTooLongIsGivenUpAndCutOff() {
    pool = new ReadPool(1, Duration.ofMillis(100));
    assertThat(why(hang())).isEqualTo(Cause.DEADLINE);
    await().untilTrue(interrupted);
    assertThat(pool.ask(() -> 7).join()).isEqualTo(7);
  }

  @Test
  void whatWaitsForAThreadIsBounded() {
    List<CompletableFuture<Integer>> asked = Stream.generate(this::hang).limit(2 + 64).toList();
    assertThat(asked).noneMatch(CompletableFuture::isDone);
    CompletableFuture<Integer> oneTooMany = hang();
    assertThat(why(oneTooMany)).isEqualTo(Cause.BUSY);
    never.countDown();
    assertThat(asked).allSatisfy(one -> assertThat(one.join()).isEqualTo(1));
  }

  @Test
  void afterTheEndNothingIsAsked() {
    pool.close();
    assertThat(why(pool.ask(() -> 7))).isEqualTo(Cause.STOPPING);
  }
}
