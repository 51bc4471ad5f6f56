package io.voltstream.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ids there were before, as far as the last so many tell: what comes again after a failure
 * comes soon. Thread-safe.
 */
final class RecentIds {
  private final Map<String, Boolean> ids;

  RecentIds(int capacity) {
    ids =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > capacity;
          }
        };
  }

  /** Remembers an id; false when it was there. */
  synchronized boolean add(String id) {
    return ids.put(id, true) == null;
  }
}
