package io.voltstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voltstream.spine.DeadLetterReason;
import io.voltstream.spine.LeaseForTests;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoredRecordsTest {
  private static final long NOW = 1_764_500_000_000L;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StoredRecords stored =
      new StoredRecords(registry, "batch", registry.counter("rows"));
  private final LeaseForTests lease = new LeaseForTests(0);
  private final PendingWrite write = new PendingWrite();

  private TakenRecord add(long happenedAt, long receivedAt) {
    TakenRecord record =
        write.add(lease.lease(), write.size(), receivedAt, new byte[] {1}, new byte[] {2}, 1);
    record.happenedAt(happenedAt);
    return record;
  }

  private Timer age(String since) {
    return registry.get("voltstream.storage.age").tags("record", "batch", "since", since).timer();
  }

  @Test
  void agesAreSinceTheEventAndSinceItsReceipt() {
    add(NOW - 60_000, NOW - 700);
    add(NOW - 5_000, NOW - 300);

    stored.stored(write, 0, 2, NOW);

    assertThat(stored.count()).isEqualTo(2);
    assertThat(age("event").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(65_000);
    assertThat(age("receipt").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
    assertThat(age("receipt").max(TimeUnit.MILLISECONDS)).isEqualTo(700);
  }

  @Test
  void onlyTheRecordsOfTheRangeThatAreRowsCount() {
    add(NOW - 1, NOW - 1);
    add(NOW - 2, NOW - 2).refuse(DeadLetterReason.MALFORMED, "x");
    add(NOW - 4, NOW - 4);
    add(NOW - 8, NOW - 8);

    stored.stored(write, 1, 3, NOW);

    assertThat(stored.count()).isEqualTo(1);
    assertThat(age("receipt").count()).isEqualTo(1);
    assertThat(age("receipt").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(4);
  }

  @Test
  void aVehicleWhoseClockIsAheadIsOfAgeZero() {
    add(NOW + 30_000, NOW - 400);

    stored.stored(write, 0, 1, NOW);

    assertThat(age("event").count()).isEqualTo(1);
    assertThat(age("event").totalTime(TimeUnit.MILLISECONDS)).isZero();
    assertThat(age("receipt").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(400);
  }
}
