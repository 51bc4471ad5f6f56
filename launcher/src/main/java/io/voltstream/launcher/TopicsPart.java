package io.voltstream.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.spine.Topics;

/** The topics, which must be there before anybody reads or writes them. */
final class TopicsPart implements Part {
  private final Vertx vertx;

  TopicsPart(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public Future<Settings> start(Settings settings) {
    return Future.succeededFuture(Configs.spine(settings))
        .compose(spine -> Topics.create(vertx, spine))
        .recover(failure -> Future.failedFuture(unusable(failure, settings)))
        .map(settings);
  }

  /** A name that cannot be resolved, a refused topic: whatever it is, it is about the brokers. */
  private static Throwable unusable(Throwable failure, Settings settings) {
    if (Diagnosis.of(failure) instanceof StartFailure known) {
      return known;
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String line =
        "Kafka at %s cannot be used: %s; check KAFKA_BROKER"
            .formatted(settings.text(Setting.KAFKA_BROKER), root.getMessage());
    return new StartFailure(ExitCode.KAFKA_UNREACHABLE, line, failure);
  }
}
