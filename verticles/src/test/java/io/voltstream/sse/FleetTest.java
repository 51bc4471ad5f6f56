package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {
  private final Fleet fleet = new Fleet(3, 5_000);

  private LiveVehicle heard(String vin, long now) {
    byte[] bytes = ("xx" + vin).getBytes();
    return fleet.heard(new VinKey().point(bytes, 2, bytes.length - 2), 1, 1, now);
  }

  private List<String> sweep(long now) {
    return fleet.sweep(now).stream().map(LiveVehicle::vin).toList();
  }

  @Test
  void aVehicleIsGoneWhenNothingWasHeardOfItForLongerThanTheTimeToLive() {
    heard("a", 0);
    heard("b", 1_000);
    assertThat(sweep(5_000)).isEmpty();
    assertThat(sweep(5_001)).containsExactly("a");
    heard("b", 6_000);
    assertThat(sweep(11_000)).isEmpty();
    assertThat(sweep(11_001)).containsExactly("b");
    assertThat(fleet.size()).isZero();
    assertThat(fleet.takeChanged()).isEmpty();
  }

  @Test
  void aSlotIsGivenToAnotherOnlyAfterItsVehicleIsGone() {
    int a = heard("a", 0).slot();
    int b = heard("b", 4_000).slot();
    assertThat(b).isNotEqualTo(a);
    sweep(6_000);
    assertThat(heard("c", 6_000).slot()).isEqualTo(a);
    assertThat(heard("b", 6_000).slot()).isEqualTo(b);
  }

  @Test
  void whoComesBackIsAnotherVehicleToTheClients() {
    LiveVehicle before = heard("a", 0);
    before.readings().offer(0, 1, 9, 9);
    sweep(6_000);
    LiveVehicle after = heard("a", 7_000);
    assertThat(after).isNotSameAs(before);
    assertThat(after.readings().has(0)).isFalse();
    assertThat(fleet.takeChanged()).containsExactly(after);
  }

  @Test
  void idsThatShareAHashAreTwoVehicles() {
    assertThat(new VinKey().point("Aa".getBytes(), 0, 2))
        .hasSameHashCodeAs(new VinKey().point("BB".getBytes(), 0, 2));
    assertThat(heard("Aa", 0)).isNotSameAs(heard("BB", 0)).isSameAs(heard("Aa", 1));
  }
}
