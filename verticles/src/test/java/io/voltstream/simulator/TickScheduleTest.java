package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickScheduleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void turnsAreSpreadEvenlyOverThePeriod() {
    TickSchedule schedule = new TickSchedule(100, SECOND / 10);
    while (schedule.dueNanos() < SECOND) {
      schedule.next();
    }
    for (int i = 0; i < 500; i++) {
      assertThat(schedule.vehicle()).isEqualTo(i % 100);
      assertThat(schedule.dueNanos()).isEqualTo(SECOND + i * 1_000_000L);
      schedule.next();
    }
  }

  @Test
  void theFleetDrivesOffLittleByLittle() {
    TickSchedule schedule = new TickSchedule(1_000, SECOND / 10);
    int[] turnsInSecond = new int[7];
    while (schedule.dueNanos() < 7 * SECOND) {
      turnsInSecond[(int) (schedule.dueNanos() / SECOND)]++;
      schedule.next();
    }
    assertThat(turnsInSecond).isSorted().endsWith(10_000, 10_000);
    assertThat(turnsInSecond[0]).isLessThan(1_500);
    assertThat(turnsInSecond[4]).isLessThan(10_000);
  }

  @ParameterizedTest
  @CsvSource({"1,1000", "7,1000", "3,0.5", "1000,10", "5000,3", "20000,2"})
  void everyVehicleHasItsTurnOnceAPeriodFromItsFirstOn(int vehicles, double hz) {
    long period = Math.round(SECOND / hz);
    TickSchedule schedule = new TickSchedule(vehicles, period);
    Map<Integer, Long> lastDue = new HashMap<>();
    Map<Integer, Long> lastSequence = new HashMap<>();
    long before = 0;
    for (int i = 0; i < 30 * vehicles; i++) {
      long due = schedule.dueNanos();
      assertThat(due).isGreaterThanOrEqualTo(before);
      before = due;
      Long last = lastDue.put(schedule.vehicle(), due);
      assertThat(last == null || due - last == period).isTrue();
      long sequence = lastSequence.merge(schedule.vehicle(), 1L, Long::sum);
      assertThat(schedule.sequence()).isEqualTo(sequence);
      schedule.next();
    }
    assertThat(lastDue).hasSize(vehicles);
  }
}
