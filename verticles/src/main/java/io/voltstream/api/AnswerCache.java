package io.voltstream.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Gives the same answer to all who ask the same within a short time, those included who ask while
 * it is being worked out. A failure is not kept. Thread-safe; holds one answer for each key for
 * ever.
 */
final class AnswerCache<K, V> {
  private final LongSupplier nanos;
  private final Map<K, Kept<V>> kept = new ConcurrentHashMap<>();

  /**
   * An answer.
   *
   * @param cached whether somebody else had asked for it
   */
  record Answer<V>(V value, boolean cached) {}

  private static final class Kept<V> {
    private final CompletableFuture<V> answer = new CompletableFuture<>();
    private volatile long since;

    boolean serves(long now, Duration fresh) {
      return !answer.isCompletedExceptionally()
          && (!answer.isDone() || now - since < fresh.toNanos());
    }
  }

  /**
   * @param nanos a clock that never steps
   */
  AnswerCache(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * @param fresh how long an answer is given again, from when it was there
   * @param question asks for it
   */
  CompletableFuture<Answer<V>> get(K key, Duration fresh, Supplier<CompletableFuture<V>> question) {
    Kept<V> own = new Kept<>();
    long now = nanos.getAsLong();
    Kept<V> chosen =
        kept.compute(key, (k, old) -> old != null && old.serves(now, fresh) ? old : own);
    if (chosen == own) {
      question
          .get()
          .whenComplete(
              (value, failure) -> {
                own.since = nanos.getAsLong();
                if (failure == null) {
                  own.answer.complete(value);
                } else {
                  own.answer.completeExceptionally(failure);
                }
              });
    }
    return chosen.answer.thenApply(value -> new Answer<>(value, chosen != own));
  }
}
