package io.voltstream.sse;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of a stream; a comment has the name ":".
 *
 * @param id the last id that the stream gave, as in a browser
 */
record SseEvent(String name, String data, String id) {
  JsonObject json() {
    return new JsonObject(data);
  }

  /** Cuts text into events as they come; what is not complete waits. */
  static final class Parser {
    private final StringBuilder rest = new StringBuilder();
    private String id = "";

    List<SseEvent> add(String text) {
      rest.append(text);
      List<SseEvent> events = new ArrayList<>();
      int end;
      while ((end = rest.indexOf("\n\n")) >= 0) {
        SseEvent event = event(rest.substring(0, end));
        if (event != null) {
          events.add(event);
        }
        rest.delete(0, end + 2);
      }
      return events;
    }

    private SseEvent event(String block) {
      String name = "message";
      String data = null;
      for (String line : block.split("\n")) {
        if (line.startsWith(":")) {
          return new SseEvent(":", line, id);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else {
          throw new AssertionError("not a line of an event: " + line);
        }
      }
      return data == null ? null : new SseEvent(name, data, id);
    }
  }
}
