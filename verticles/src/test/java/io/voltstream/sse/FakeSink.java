package io.voltstream.sse;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A client whose socket is as full as the test says. */
final class FakeSink implements WriteStream<Buffer> {
  final List<SseEvent> events = new ArrayList<>();
  final List<Buffer> writes = new ArrayList<>();
  private final SseEvent.Parser parser = new SseEvent.Parser();
  boolean full;
  boolean ended;
  boolean cut;

  /** Whether the socket keeps to itself that it took something, until {@link #drain}. */
  boolean slow;

  private final ArrayDeque<Promise<Void>> queued = new ArrayDeque<>();

  /** The client reads one piece. */
  void drain() {
    queued.remove().complete();
  }

  /** Bytes after which it is full by itself. */
  long room = Long.MAX_VALUE;

  List<SseEvent> named(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  void clear() {
    events.clear();
    writes.clear();
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (full) {
      throw new AssertionError("written to although full: " + data);
    }
    room -= data.length();
    full = room <= 0;
    writes.add(data);
    events.addAll(parser.add(data.toString()));
    if (slow) {
      Promise<Void> taken = Promise.promise();
      queued.add(taken);
      return taken.future();
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    ended = true;
    return Future.succeededFuture();
  }

  @Override
  public boolean writeQueueFull() {
    return full;
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    return this;
  }
}
