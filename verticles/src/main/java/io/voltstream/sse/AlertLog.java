package io.voltstream.sse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are open and the last {@link #CAPACITY} records, folded: a record that comes
 * twice is there once. Each record that is kept has a number, in the order in which this node read
 * them. One thread at a time.
 */
final class AlertLog {
  static final int CAPACITY = 1_000;

  /** A repetition comes soon after a crash: this far back it is recognised. */
  private static final int REMEMBERED = 10_000;

  private final AlertEntry[] ring = new AlertEntry[CAPACITY];
  private final Map<String, AlertEntry> open = new LinkedHashMap<>();

  /** Which records were seen, each with the place where it was first. */
  private final Map<String, Place> known = new LinkedHashMap<>();

  private long oldest;
  private long next;
  private AlertPosition position = AlertPosition.NOWHERE;

  /** In each partition every record from here on is in the ring or was a repetition. */
  private AlertPosition floor = AlertPosition.NOWHERE;

  private record Place(int partition, long offset) {
    static Place of(AlertEntry entry) {
      return new Place(entry.partition(), entry.offset());
    }

    /** Whether it is not before the other, in the same partition. */
    boolean isFrom(Place other) {
      return partition == other.partition && offset >= other.offset;
    }
  }

  /** Says where reading begins; again when there are more partitions. */
  void begins(AlertPosition start) {
    for (int partition = position.partitions(); partition < start.partitions(); partition++) {
      long offset = start.next(partition);
      position = position.after(partition, offset - 1);
      floor = floor.after(partition, offset - 1);
    }
  }

  /**
   * Takes the next record of a partition.
   *
   * @return false when it was known already or says nothing
   */
  boolean add(AlertEntry entry) {
    if (entry.offset() < position.next(entry.partition())) {
      rewind(Place.of(entry));
    }
    position = position.after(entry.partition(), entry.offset());
    if (entry.alert() == null || known.putIfAbsent(entry.identity(), Place.of(entry)) != null) {
      return false;
    }
    if (known.size() > REMEMBERED) {
      known.remove(known.keySet().iterator().next());
    }
    fold(entry);
    append(entry);
    return true;
  }

  /**
   * The partition was cut, or is read once more, from here on: what was known of the rest is void.
   * An alert stays open that was raised before.
   */
  private void rewind(Place from) {
    List<AlertEntry> kept = recent(CAPACITY);
    Collections.reverse(kept);
    kept.removeIf(entry -> Place.of(entry).isFrom(from));
    open.values().removeIf(entry -> Place.of(entry).isFrom(from));
    known.values().removeIf(place -> place.isFrom(from));
    // A number that no record has: whoever has read up to here has to be told.
    next++;
    oldest = next;
    position = position.after(from.partition(), from.offset() - 1);
    if (floor.next(from.partition()) > from.offset()) {
      floor = floor.after(from.partition(), from.offset() - 1);
    }
    // Folded again: the record that had closed an alert may be among those that are void.
    kept.forEach(this::fold);
    kept.forEach(this::append);
  }

  private void fold(AlertEntry entry) {
    AlertEntry present = open.get(entry.subject());
    if (present != null && present.alert().raisedAt() > entry.alert().raisedAt()) {
      return;
    }
    open.remove(entry.subject());
    if (!entry.alert().isResolved()) {
      open.put(entry.subject(), entry);
    }
  }

  private void append(AlertEntry entry) {
    if (next - oldest == CAPACITY) {
      AlertEntry evicted = entry(oldest++);
      floor = floor.after(evicted.partition(), evicted.offset());
    }
    ring[(int) (next++ % CAPACITY)] = entry;
  }

  /** Number of the oldest record that is kept. */
  long oldest() {
    return oldest;
  }

  /** Number that the next record will get. */
  long next() {
    return next;
  }

  /** The record of a number from {@link #oldest} to {@link #next}, exclusive. */
  AlertEntry entry(long number) {
    return ring[(int) (number % CAPACITY)];
  }

  /** How far this node has read. */
  AlertPosition position() {
    return position;
  }

  /** Whether every record since a position is at hand. */
  boolean reaches(AlertPosition since) {
    if (since.partitions() > position.partitions()) {
      return false;
    }
    for (int partition = 0; partition < position.partitions(); partition++) {
      long from = since.next(partition);
      if (from < floor.next(partition) || from > position.next(partition)) {
        return false;
      }
    }
    return true;
  }

  /** The open alerts, the oldest record first. */
  Collection<AlertEntry> open() {
    return open.values();
  }

  /** The last records, newest first. */
  List<AlertEntry> recent(int most) {
    List<AlertEntry> recent = new ArrayList<>();
    for (long number = next - 1; number >= oldest && recent.size() < most; number--) {
      recent.add(entry(number));
    }
    return recent;
  }
}
