package io.voltstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.api.AnswerCache.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong();
  private final AnswerCache<String, Integer> cache = new AnswerCache<>(nanos::get);
  private final List<CompletableFuture<Integer>> questions = new ArrayList<>();

  private CompletableFuture<Answer<Integer>> ask(String key) {
    return cache.get(
        key,
        FRESH,
        () -> {
          questions.add(new CompletableFuture<>());
          return questions.get(questions.size() - 1);
        });
  }

  @Test
  void fiftyWhoAskAtOnceCostOneQuestion() {
    List<CompletableFuture<Answer<Integer>>> asked =
        Stream.generate(() -> ask("key")).limit(50).toList();
    assertThat(questions).hasSize(1);
    assertThat(asked).noneMatch(CompletableFuture::isDone);

    questions.get(0).complete(7);

    assertThat(asked.get(0)).isCompletedWithValue(new Answer<>(7, false));
    assertThat(asked.subList(1, 50))
        .allSatisfy(one -> assertThat(one).isCompletedWithValue(new Answer<>(7, true)));
  }

  @Test
  void anAnswerIsGivenAgainForAsLongAsItIsFresh() {
    ask("key");
    nanos.addAndGet(FRESH.toNanos() * 10);
    questions.get(0).complete(7);
    nanos.addAndGet(FRESH.toNanos() - 1);
    assertThat(ask("key")).isCompletedWithValue(new Answer<>(7, true));
    nanos.addAndGet(1);
    assertThat(ask("key")).isNotDone();
    assertThat(questions).hasSize(2);
  }

  @Test
  void aFailureIsNotKept() {
    CompletableFuture<Answer<Integer>> first = ask("key");
    questions.get(0).completeExceptionally(new IllegalStateException("no"));
    assertThat(first).isCompletedExceptionally();
    assertThat(ask("key")).isNotDone();
    assertThat(questions).hasSize(2);
  }

  @Test
  void otherQuestionsHaveOtherAnswers() {
    ask("one");
    ask("other");
    questions.get(0).complete(1);
    questions.get(1).complete(2);
    assertThat(ask("other")).isCompletedWithValue(new Answer<>(2, true));
  }
}
