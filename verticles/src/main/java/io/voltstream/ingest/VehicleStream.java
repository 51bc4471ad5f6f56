package io.voltstream.ingest;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.common.MessageSizeOverflowException;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One vehicle's stream: batches in, acks out in the order of the batches. Lives on one event loop;
 * only {@link #slotMarked} is called from elsewhere.
 */
final class VehicleStream {
  /** Batches without an ack at which a stream is paused. */
  static final int MAX_UNACKED = 256;

  private static final int RETRY_AFTER_MS = 1_000;
  private static final int FRAME_HEADER_BYTES = 5;

  private final StreamHost host;
  private final Context context;
  private final AckWaves waves;
  private final HttpServerRequest http;
  private final GrpcServerRequest<Buffer, Buffer> request;
  private final GrpcServerResponse<Buffer, Buffer> response;
  private final ArrayDeque<BatchSlot> line = new ArrayDeque<>();
  private final AtomicBoolean marked = new AtomicBoolean();
  private final StallClock stall = new StallClock();
  private long consumedBytes;
  private boolean reading = true;
  private boolean allReceived;
  private boolean closed;

  VehicleStream(
      StreamHost host,
      Context context,
      AckWaves waves,
      HttpServerRequest http,
      GrpcServerRequest<Buffer, Buffer> request) {
    this.host = host;
    this.context = context;
    this.waves = waves;
    this.http = http;
    this.request = request;
    this.response = request.response();
  }

  /** Begins to read; every way in which a stream can end leads to {@link #close}. */
  void open() {
    request.messageHandler(this::receive);
    request.invalidMessageHandler(
        invalid -> end(StreamEnd.TOO_LARGE, tooLarge((MessageSizeOverflowException) invalid)));
    request.endHandler(
        v -> {
          allReceived = true;
          endIfDone();
        });
    request.errorHandler(error -> close(StreamEnd.LOST));
    request.exceptionHandler(failure -> close(StreamEnd.LOST));
    response.exceptionHandler(failure -> close(StreamEnd.LOST));
    response.drainHandler(
        v -> {
          stall.acksRead();
          endIfDone();
          regulate();
        });
    regulate();
  }

  private static String tooLarge(MessageSizeOverflowException overflow) {
    return "message of "
        + overflow.messageSize()
        + " bytes, at most "
        + BatchReader.MAX_BATCH_BYTES
        + " are allowed";
  }

  private void receive(GrpcMessage message) {
    if (closed) {
      return;
    }
    if (!message.encoding().equals("identity")) {
      end(StreamEnd.COMPRESSED, "compressed messages are not supported");
      return;
    }
    byte[] batch = message.payload().getBytes();
    consumedBytes += batch.length + FRAME_HEADER_BYTES;
    host.metrics().received();
    accept(batch, host.check(batch));
  }

  private void accept(byte[] batch, BatchCheck check) {
    BatchReader reader = host.reader();
    if (check == BatchCheck.MALFORMED) {
      host.metrics().refused(check);
      end(StreamEnd.MALFORMED, reader.describe(check));
      return;
    }
    BatchSlot slot = new BatchSlot(this, reader.sequence(), batch.length, System.nanoTime());
    line.add(slot);
    host.take(batch.length);
    if (check != BatchCheck.ACCEPTED) {
      host.metrics().refused(check);
      slot.refuse(reader.describe(check));
    } else {
      host.send(reader.vehicleIdBytes(), batch, slot);
    }
    release();
  }

  /** Producer's thread: some slot has its outcome. */
  void slotMarked() {
    if (marked.compareAndSet(false, true)) {
      waves.add(this);
    }
  }

  void releaseMarked() {
    marked.set(false);
    release();
  }

  /** Answers the finished front of the line. */
  private void release() {
    long now = System.nanoTime();
    BatchSlot first = line.peek();
    while (first != null && first.state() != BatchSlot.State.WAITING) {
      line.remove();
      Buffer ack = answer(first, now);
      if (!closed) {
        response.write(ack);
      }
      // Last: it may let every stream of this loop go on, or end this one.
      host.giveBack(first.bytes());
      first = line.peek();
    }
    if (!closed) {
      endIfDone();
      regulate();
    }
  }

  private Buffer answer(BatchSlot slot, long now) {
    long age = slot.ageNanos(now);
    int ms = (int) TimeUnit.NANOSECONDS.toMillis(age);
    AckWriter acks = host.acks();
    return switch (slot.state()) {
      case DELIVERED -> {
        host.metrics().processed(age);
        yield acks.accepted(slot.sequence(), ms);
      }
      case NOT_SENT -> tryAgain(NotAcked.NOT_SENT, slot, ms);
      case UNCONFIRMED -> tryAgain(NotAcked.UNCONFIRMED, slot, ms);
      default -> acks.refused(slot.message(), slot.sequence(), ms, 0);
    };
  }

  private Buffer tryAgain(NotAcked why, BatchSlot slot, int ms) {
    host.metrics().notAcked(why);
    return host.acks().refused(why.message(), slot.sequence(), ms, RETRY_AFTER_MS);
  }

  /** Reads or pauses, as the stream's own line and the whole event loop allow. */
  void regulate() {
    if (closed) {
      return;
    }
    boolean go = line.size() < MAX_UNACKED && !response.writeQueueFull() && host.mayRead();
    if (go != reading) {
      reading = go;
      if (go) {
        request.resume();
        if (!http.isEnded()) {
          http.resume();
        }
      } else {
        host.metrics().paused();
        pause();
      }
    }
    if (host.isDraining() && line.isEmpty()) {
      end(StreamEnd.DRAINED, "this node stops, connect again");
    }
  }

  /**
   * The gRPC layer alone would go on taking sixteen messages of any size before it stops the HTTP
   * stream, and start that again when it has handed over what it held.
   */
  private void pause() {
    request.pause();
    pauseHttp();
    context.runOnContext(v -> pauseHttp());
  }

  private void pauseHttp() {
    // One that has ended has nothing more to give, and refuses to be paused.
    if (!reading && !http.isEnded()) {
      http.pause();
    }
  }

  /** Once a second: ends a stream whose acks nobody reads or whose message does not end. */
  void sweep(long nowNanos) {
    if (stall.acksUnread(response.writeQueueFull(), nowNanos)) {
      end(StreamEnd.ACKS_UNREAD, "acks were not read");
    } else if (stall.midMessage(reading && heldBytes() > 0, consumedBytes, nowNanos)) {
      endStalled();
    }
  }

  /** Bytes held of a message that has begun and not ended, beside the window while paused. */
  long partialBytes() {
    return reading ? heldBytes() : Math.max(0, heldBytes() - Http2Limits.STREAM_WINDOW_BYTES);
  }

  private long heldBytes() {
    return http.bytesRead() - consumedBytes;
  }

  void endStalled() {
    end(StreamEnd.MESSAGE_STALLED, "a message began and did not end");
  }

  private void endIfDone() {
    // Not before the vehicle has read most of its acks: what is ended is no longer swept.
    if (allReceived && line.isEmpty() && !response.writeQueueFull()) {
      end(StreamEnd.FINISHED, "");
    }
  }

  /** Sends the status and makes sure that nothing more comes in. */
  private void end(StreamEnd how, String message) {
    if (closed) {
      return;
    }
    close(how);
    response.status(how.status()).statusMessage(message).end();
    // A node that stops closes its connections anyway, and ten thousand resets cost seconds.
    if (how == StreamEnd.ACKS_UNREAD || !allReceived && how != StreamEnd.DRAINED) {
      http.response().reset(0);
    }
  }

  private void close(StreamEnd how) {
    if (!closed) {
      closed = true;
      host.closed(this, how);
    }
  }
}
