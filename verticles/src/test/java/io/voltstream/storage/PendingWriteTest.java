package io.voltstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.spine.DeadLetterReason;
import io.voltstream.spine.LeaseForTests;
import org.junit.jupiter.api.Test;

class PendingWriteTest {
  private final LeaseForTests first = new LeaseForTests(0);
  private final LeaseForTests second = new LeaseForTests(1);
  private final PendingWrite write = new PendingWrite();

  private TakenRecord add(LeaseForTests lease, long offset) {
    return write.add(lease.lease(), offset, 5, new byte[] {1}, new byte[] {2}, 1);
  }

  @Test
  void reportsNeighboursTogether() {
    for (long offset = 10; offset < 15; offset++) {
      add(first, offset);
    }
    write.finish();
    assertThat(first.spans()).containsExactly("10-15");
  }

  @Test
  void doesNotReportOffsetsThatItNeverHad() {
    add(first, 10);
    add(first, 12);
    add(second, 13);
    add(first, 13);
    write.finish();
    assertThat(first.spans()).containsExactly("10-11", "12-13", "13-14");
    assertThat(second.spans()).containsExactly("13-14");
  }

  @Test
  void anEmptyWriteReportsNothing() {
    write.finish();
    assertThat(first.spans()).isEmpty();
  }

  @Test
  void lettersSayWhereTheRecordCameFrom() {
    add(first, 1);
    add(second, 7).refuse(DeadLetterReason.MALFORMED, "no value");
    assertThat(write.letters("t"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.topic()).isEqualTo("t");
              assertThat(letter.partition()).isEqualTo(1);
              assertThat(letter.offset()).isEqualTo(7);
              assertThat(letter.receivedAt()).isEqualTo(5);
              assertThat(letter.detail()).isEqualTo("no value");
            });
  }

  @Test
  void isAsNewAfterClearing() {
    add(first, 1).refuse(DeadLetterReason.MALFORMED, "x");
    write.clear();
    add(second, 2);
    assertThat(write.letters("t")).isEmpty();
    assertThat(write.rows()).isEqualTo(1);
    write.finish();
    assertThat(first.spans()).isEmpty();
    assertThat(second.spans()).containsExactly("2-3");
  }
}
