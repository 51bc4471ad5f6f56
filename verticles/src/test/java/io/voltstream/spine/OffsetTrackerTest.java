package io.voltstream.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTrackerTest {
  /** A span of delivered offsets that was handed on as one piece of work. */
  private record Span(long from, long to) {}

  /**
   * The model: a bit for every offset. Records are delivered, with gaps in the log; they are cut
   * into spans; spans finish in random order. At every step the tracker must say what the bits say.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithABitPerOffsetWhateverTheOrderOfCompletion(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      runAgainstModel(random, random.nextInt(50));
    }
  }

  private static void runAgainstModel(Random random, int start) {
    OffsetTracker tracker = new OffsetTracker(start);
    BitSet done = new BitSet();
    List<Span> open = new ArrayList<>();
    long next = start;
    long spanFrom = -1;
    long last = tracker.committable();
    for (int step = 0; step < 300; step++) {
      int action = random.nextInt(3);
      if (action == 0) {
        long offset = next + (random.nextInt(5) == 0 ? random.nextInt(4) : 0);
        done.set((int) next, (int) offset);
        tracker.delivered(offset);
        spanFrom = spanFrom < 0 ? offset : spanFrom;
        next = offset + 1;
      } else if (action == 1 && spanFrom >= 0) {
        open.add(new Span(spanFrom, next));
        spanFrom = -1;
      } else if (!open.isEmpty()) {
        Span span = open.remove(random.nextInt(open.size()));
        tracker.finished(span.from(), span.to());
        done.set((int) span.from(), (int) span.to());
      }
      long expected = Math.min(done.nextClearBit(start), next);
      assertThat(tracker.committable()).isEqualTo(expected).isGreaterThanOrEqualTo(last);
      assertThat(tracker.isIdle()).isEqualTo(expected == next);
      assertThat(tracker.outstanding()).isEqualTo(next - expected);
      last = expected;
    }
  }

  @Test
  void holdsBackWhatLiesBehindAGap() {
    OffsetTracker tracker = new OffsetTracker(10);
    for (long offset = 10; offset < 16; offset++) {
      tracker.delivered(offset);
    }
    tracker.finished(12, 16);
    assertThat(tracker.committable()).isEqualTo(10);
    tracker.finished(10, 12);
    assertThat(tracker.committable()).isEqualTo(16);
  }

  @Test
  void hasNewsOnlyUntilItIsCommitted() {
    OffsetTracker tracker = new OffsetTracker(0);
    assertThat(tracker.hasNews()).isFalse();
    tracker.delivered(0);
    tracker.finished(0, 1);
    assertThat(tracker.hasNews()).isTrue();
    tracker.committed(1);
    assertThat(tracker.hasNews()).isFalse();
  }

  @Test
  void refusesASpanThatWasFinishedOrNeverDelivered() {
    OffsetTracker tracker = new OffsetTracker(0);
    tracker.delivered(0);
    tracker.delivered(1);
    tracker.delivered(2);
    assertThatThrownBy(() -> tracker.finished(2, 4)).isInstanceOf(IllegalStateException.class);
    tracker.finished(1, 2);
    assertThatThrownBy(() -> tracker.finished(1, 2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tracker.finished(0, 2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tracker.delivered(1)).isInstanceOf(IllegalStateException.class);
  }
}
