package io.voltstream.storage;

import io.voltstream.spine.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Sends dead letters until Kafka has them. Blocks; thread-safe. */
final class DeadLetterOffice {
  private final Function<DeadLetter, CompletionStage<Void>> producer;
  private final Duration confirmation;
  private final StorageMetrics metrics;
  private final Trouble trouble = new Trouble("writing dead letters");
  private final AtomicLong sent = new AtomicLong();

  /** A letter and what became of sending it. */
  private record Posted(DeadLetter letter, CompletableFuture<Void> answer) {}

  /**
   * @param producer sends one letter; its stage completes when Kafka has it
   * @param confirmation how long letters are waited for before {@link #trouble} says so
   */
  DeadLetterOffice(
      Function<DeadLetter, CompletionStage<Void>> producer,
      Duration confirmation,
      StorageMetrics metrics) {
    this.producer = producer;
    this.confirmation = confirmation;
    this.metrics = metrics;
  }

  /**
   * Returns when Kafka has all of them, possibly some of them twice.
   *
   * @throws InterruptedException when told to give up
   */
  void send(List<DeadLetter> letters) throws InterruptedException {
    List<Posted> left = unconfirmed(letters.stream().map(this::post).toList());
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      metrics.deadLetterRetried();
      double spread = ThreadLocalRandom.current().nextDouble();
      Duration pause = Backoff.delay(attempt, spread, Duration.ZERO);
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      left = unconfirmed(left.stream().map(this::postAgain).toList());
    }
    sent.addAndGet(letters.size());
  }

  private Posted post(DeadLetter letter) {
    return new Posted(letter, producer.apply(letter).toCompletableFuture());
  }

  /** What has no answer yet is on its way: while Kafka is away, another would pile up behind it. */
  private Posted postAgain(Posted before) {
    return before.answer().isCompletedExceptionally() ? post(before.letter()) : before;
  }

  private List<Posted> unconfirmed(List<Posted> posted) throws InterruptedException {
    long deadline = System.nanoTime() + confirmation.toNanos();
    List<Posted> left = new ArrayList<>();
    for (Posted one : posted) {
      try {
        one.answer().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        trouble.report(e.toString(), Instant.now());
        left.add(one);
      }
    }
    if (left.isEmpty()) {
      trouble.clear(Instant.now());
    }
    return left;
  }

  /** Letters that Kafka has. */
  long sent() {
    return sent.get();
  }

  /** Why letters do not get into Kafka at the moment. */
  Optional<String> trouble() {
    return trouble.text();
  }
}
