package io.voltstream.sse;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads one event stream as it comes. Any thread may look. */
final class StreamProbe {
  final List<SseEvent> events = new CopyOnWriteArrayList<>();
  private final SseEvent.Parser parser = new SseEvent.Parser();
  private final DenseDecoder decoder = new DenseDecoder();
  private int decoded;
  volatile int status;
  volatile MultiMap headers;
  volatile boolean ended;
  private volatile HttpClientResponse response;

  void read(HttpClientResponse opened) {
    response = opened;
    status = opened.statusCode();
    headers = opened.headers();
    // An event may begin in one piece and end in the next, but its characters are ASCII here.
    opened.handler(piece -> events.addAll(parser.add(piece.toString())));
    opened.exceptionHandler(lost -> ended = true);
    opened.endHandler(v -> ended = true);
  }

  List<SseEvent> named(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  /** The alerts' ids with their types, in the order in which they came. */
  List<String> alerts() {
    return named("alert").stream()
        .map(event -> event.json().getString("id") + ' ' + event.json().getString("type"))
        .toList();
  }

  /** The id of the last event, as a browser sends it when it comes back. */
  String lastEventId() {
    return events.get(events.size() - 1).id();
  }

  /** Decodes what came so far, each event once. */
  synchronized DenseDecoder decode() {
    for (int size = events.size(); decoded < size; decoded++) {
      decoder.event(events.get(decoded));
    }
    return decoder;
  }

  void close() {
    response.request().connection().close();
  }
}
