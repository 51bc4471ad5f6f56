package io.voltstream.alert;

import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import io.voltstream.spine.AlertProducer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings alerts and states to Kafka: the state once its alerts are there. The other way round, a
 * crash in between would lose the alert, because the state says that it was raised; this way, it is
 * written again, with the same id.
 */
final class Publisher {
  private final AlertProducer producer;
  private final AlertMetrics metrics;
  private final Clock clock;
  private final AtomicInteger inFlight = new AtomicInteger();

  Publisher(AlertProducer producer, AlertMetrics metrics, Clock clock) {
    this.producer = producer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Sends what a record has raised and resolved, and finishes the record when all of it is on
   * Kafka. Two records of one vehicle get there in the order of the calls.
   *
   * @param state the vehicle's, as JSON
   */
  void publish(
      JudgedPartition partition, long offset, byte[] key, List<Alert> alerts, byte[] state) {
    begin(partition);
    CompletableFuture.allOf(
            alerts.stream().map(alert -> send(key, alert)).toArray(CompletableFuture[]::new))
        .thenCompose(v -> sendState(partition, key, state))
        .whenComplete(
            (v, why) -> {
              if (why == null) {
                partition.lease().finished(offset, offset + 1);
              }
              end(partition, why);
            });
  }

  /** Removes the state of a vehicle that is forgotten. */
  void remove(JudgedPartition partition, byte[] key) {
    begin(partition);
    sendState(partition, key, null).whenComplete((v, why) -> end(partition, why));
  }

  private CompletableFuture<Void> send(byte[] key, Alert alert) {
    return producer
        .sendAlert(key, AlertJson.write(alert), clock.millis())
        .thenRun(() -> metrics.published(alert))
        .toCompletableFuture();
  }

  private CompletableFuture<Void> sendState(JudgedPartition partition, byte[] key, byte[] state) {
    if (!partition.isSound()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("the partition is begun anew, its state is not written"));
    }
    return producer
        .sendState(partition.lease().partition(), key, state, clock.millis())
        .toCompletableFuture();
  }

  private void begin(JudgedPartition partition) {
    inFlight.incrementAndGet();
    partition.sent();
  }

  private void end(JudgedPartition partition, Throwable why) {
    inFlight.decrementAndGet();
    if (why == null) {
      partition.arrived();
    } else {
      metrics.failed();
      partition.fail(why);
    }
  }

  /** Records whose alerts or states are on their way. */
  int inFlight() {
    return inFlight.get();
  }

  /** Blocks until nothing is on its way any more: some seconds at most. */
  void awaitSettled() {
    producer.awaitSettled();
  }
}
