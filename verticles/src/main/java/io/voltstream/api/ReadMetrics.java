package io.voltstream.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What reading shows. Alert when failures do not stop, or when answers take seconds. */
final class ReadMetrics {
  /** What was asked for. */
  enum Question {
    ANALYTICS,
    VEHICLE
  }

  private final MeterRegistry registry;
  private final Map<Question, Timer> durations = new EnumMap<>(Question.class);
  private final Map<ReadFailure.Cause, Counter> failures = new EnumMap<>(ReadFailure.Cause.class);
  private final Counter cached;

  ReadMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Question question : Question.values()) {
      durations.put(
          question,
          Timer.builder("voltstream.read.duration")
              .description("From a question to the database to its answer or failure")
              .tag("question", question.name().toLowerCase(Locale.ROOT))
              .publishPercentileHistogram()
              .register(registry));
    }
    for (ReadFailure.Cause cause : ReadFailure.Cause.values()) {
      failures.put(
          cause,
          Counter.builder("voltstream.read.failures")
              .description("Questions to the database without an answer")
              .tag("reason", cause.label())
              .register(registry));
    }
    cached =
        Counter.builder("voltstream.read.cached")
            .description("Answers that somebody else had asked for")
            .register(registry);
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void end(Timer.Sample sample, Question question) {
    sample.stop(durations.get(question));
  }

  void failed(ReadFailure.Cause cause) {
    failures.get(cause).increment();
  }

  void cached() {
    cached.increment();
  }
}
