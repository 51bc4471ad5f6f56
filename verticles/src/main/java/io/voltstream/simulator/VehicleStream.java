package io.voltstream.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.voltstream.contract.ServerAck;
import java.util.function.BiConsumer;

/**
 * One vehicle's stream to ingest, which can be opened again when it broke. Lives on the fleet's
 * event loop. What an earlier attempt reports late is ignored.
 */
final class VehicleStream {
  private static final int LONGEST_HOLD_MS = 30_000;

  private final Vertx vertx;
  private final Outbox outbox;
  private final SimulatorMetrics metrics;
  private final Backoff backoff;
  private final FleetPass pass;
  private final BiConsumer<VehicleStream, String> whenClosed;
  private StreamState state = StreamState.CLOSED;
  private int attempt;
  private GrpcClient client;
  private GrpcClientRequest<Buffer, ServerAck> request;
  private boolean holding;
  private long owedSince;
  private long answeredAt = System.nanoTime();

  /** Each time that the stream is gone {@code whenClosed} is told why. */
  VehicleStream(
      Vertx vertx,
      Outbox outbox,
      SimulatorMetrics metrics,
      Backoff backoff,
      FleetPass pass,
      BiConsumer<VehicleStream, String> whenClosed) {
    this.vertx = vertx;
    this.outbox = outbox;
    this.metrics = metrics;
    this.backoff = backoff;
    this.pass = pass;
    this.whenClosed = whenClosed;
  }

  /** Takes a batch and sends it as soon as the stream allows. */
  void add(Batch batch) {
    outbox.add(batch);
    pump();
  }

  /** Opens the stream unless there is one; the server hears of it with the first batch. */
  void open(GrpcClient over) {
    if (state != StreamState.CLOSED) {
      return;
    }
    state = StreamState.OPENING;
    client = over;
    int mine = ++attempt;
    client
        .request(TelemetryCall.METHOD)
        .onSuccess(opened -> begin(mine, opened))
        .onFailure(failure -> closed(mine, failure.getMessage()));
  }

  private void begin(int mine, GrpcClientRequest<Buffer, ServerAck> opened) {
    if (mine != attempt) {
      opened.cancel();
      return;
    }
    request = opened;
    pass.show(opened);
    state = StreamState.OPEN;
    holding = false;
    metrics.streamOpened();
    opened.exceptionHandler(failure -> closed(mine, failure.getMessage()));
    opened.drainHandler(v -> pump());
    opened
        .response()
        .onSuccess(response -> listen(mine, response))
        .onFailure(failure -> closed(mine, failure.getMessage()));
    pump();
  }

  private void listen(int mine, GrpcClientResponse<Buffer, ServerAck> response) {
    // A reset comes to the error handler, a lost connection to the exception handler.
    response.errorHandler(error -> closed(mine, "stream reset: " + error));
    response.exceptionHandler(failure -> closed(mine, failure.getMessage()));
    response.endHandler(v -> ended(mine, response));
    response.handler(ack -> answered(mine, ack));
  }

  private void ended(int mine, GrpcClientResponse<Buffer, ServerAck> response) {
    String outcome = TelemetryCall.outcome(response);
    pass.ended(response, outcome);
    closed(mine, outcome);
  }

  /** Writes what waits, as far as the stream takes it. */
  private void pump() {
    try {
      while (state == StreamState.OPEN
          && !holding
          && outbox.hasNext()
          && !request.writeQueueFull()) {
        if (!outbox.isAwaitingAnswer()) {
          owedSince = System.nanoTime();
        }
        request.write(Buffer.buffer(outbox.next()));
      }
    } catch (IllegalStateException failed) {
      // The stream has failed and its handlers have not been called yet.
      closed(attempt, failed.getMessage());
    }
  }

  private void answered(int mine, ServerAck ack) {
    if (mine != attempt) {
      return;
    }
    answeredAt = System.nanoTime();
    owedSince = answeredAt;
    switch (outbox.answered(ack)) {
      case SETTLED -> backoff.reset();
      case AGAIN_LATER -> hold(Math.min(LONGEST_HOLD_MS, ack.getRetryAfterMs()));
      case OUT_OF_ORDER -> cancel("an ack of batch " + ack.getSequence() + " is out of order");
    }
    pump();
    endIfDone();
  }

  /** Sends nothing for a while: what is sent again then is sent in order. */
  private void hold(int ms) {
    if (!holding) {
      holding = true;
      int mine = attempt;
      vertx.setTimer(ms, timer -> release(mine));
    }
  }

  private void release(int mine) {
    if (mine == attempt) {
      holding = false;
      pump();
    }
  }

  /** Gives the stream up; there is one. */
  void cancel(String why) {
    GrpcClientRequest<Buffer, ServerAck> failed = request;
    closed(attempt, why);
    failed.cancel();
  }

  /** A connection is gone: a stream that has not begun to send would not be told. */
  void connectionLost(GrpcClient gone, String why) {
    if (state != StreamState.CLOSED && client == gone) {
      closed(attempt, why);
    }
  }

  private void closed(int mine, String why) {
    if (mine != attempt) {
      return;
    }
    attempt++;
    if (state != StreamState.OPENING) {
      metrics.streamClosed();
    }
    if (state != StreamState.ENDED) {
      metrics.streamLost();
    }
    state = StreamState.CLOSED;
    request = null;
    outbox.streamLost();
    whenClosed.accept(this, why);
  }

  /** Lets the stream end as soon as every answer that is owed has come. */
  void end() {
    if (state == StreamState.OPEN) {
      state = StreamState.ENDING;
      endIfDone();
    }
  }

  private void endIfDone() {
    if (state == StreamState.ENDING && !outbox.isAwaitingAnswer()) {
      state = StreamState.ENDED;
      request.end();
    }
  }

  /** Whether an answer has been owed since before an instant of {@link System#nanoTime}. */
  boolean isStalledSince(long nanos) {
    return outbox.isAwaitingAnswer() && owedSince - nanos < 0;
  }

  boolean wasAnsweredSince(long nanos) {
    return answeredAt - nanos >= 0;
  }

  /** How long to wait before the next attempt, in milliseconds. */
  long backoffMs() {
    return backoff.nextMs();
  }
}
