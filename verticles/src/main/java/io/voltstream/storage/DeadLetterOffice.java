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
  private static final Duration CONFIRMATION = Duration.ofSeconds(15);

  private final Function<DeadLetter, CompletionStage<Void>> producer;
  private final StorageMetrics metrics;
  private final Trouble trouble = new Trouble("writing dead letters");
  private final AtomicLong sent = new AtomicLong();

  /**
   * @param producer sends one letter; its stage completes when Kafka has it
   */
  DeadLetterOffice(Function<DeadLetter, CompletionStage<Void>> producer, StorageMetrics metrics) {
    this.producer = producer;
    this.metrics = metrics;
  }

  /**
   * Returns when Kafka has all of them, possibly some of them twice.
   *
   * @throws InterruptedException when told to give up
   */
  void send(List<DeadLetter> letters) throws InterruptedException {
    List<DeadLetter> left = unconfirmed(letters);
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      metrics.deadLetterRetried();
      double spread = ThreadLocalRandom.current().nextDouble();
      Duration pause = Backoff.delay(attempt, spread, Duration.ZERO);
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      left = unconfirmed(left);
    }
    sent.addAndGet(letters.size());
  }

  private List<DeadLetter> unconfirmed(List<DeadLetter> letters) throws InterruptedException {
    List<CompletableFuture<Void>> answers =
        letters.stream().map(letter -> producer.apply(letter).toCompletableFuture()).toList();
    long deadline = System.nanoTime() + CONFIRMATION.toNanos();
    List<DeadLetter> left = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      try {
        answers.get(i).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        trouble.report(e.toString(), Instant.now());
        left.add(letters.get(i));
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
