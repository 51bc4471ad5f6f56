package io.voltstream.launcher;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.voltstream.backends.EmbeddedKafka;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The role kafka: an embedded broker. */
final class KafkaPart implements Part {
  private final Vertx vertx;
  private volatile EmbeddedKafka kafka;

  KafkaPart(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public String name() {
    return Role.KAFKA.label();
  }

  @Override
  public Future<Settings> start(Settings settings) {
    return vertx
        .executeBlocking(() -> kafka = EmbeddedKafka.start(Configs.kafka(settings)), false)
        .recover(failure -> Diagnosis.listening(failure, Setting.KAFKA_PORT, settings))
        .map(EmbeddedKafka::brokers)
        .map(
            brokers ->
                settings
                    .bound(Setting.KAFKA_PORT, URI.create("kafka://" + brokers).getPort())
                    .serving(Setting.KAFKA_BROKER, brokers));
  }

  @Override
  public Duration stopLimit() {
    return Duration.ofSeconds(6);
  }

  @Override
  public Future<?> stop() {
    return vertx.executeBlocking(
        () -> {
          kafka.close();
          return null;
        },
        false);
  }

  @Override
  public Optional<String> trouble() {
    return kafka.trouble();
  }
}
