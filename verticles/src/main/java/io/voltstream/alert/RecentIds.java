package io.voltstream.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ids there were before, as far as the last so many tell: what comes again after a failure
 * comes soon. Thread-safe.
 */
final class RecentIds {
  private final Map<String, Long> ids;

  RecentIds(int capacity) {
    ids =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Remembers an id; false when it was there.
   *
   * @param raisedAt when its episode began, in Unix milliseconds
   */
  synchronized boolean add(String id, long raisedAt) {
    return ids.put(id, raisedAt) == null;
  }

  /** How many of the remembered began at this time or later. */
  synchronized long count(long raisedSince) {
    return ids.values().stream().filter(raisedAt -> raisedAt >= raisedSince).count();
  }
}
