package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();

  @Test
  void keepsTheOrderInWhichPartsCame() {
    health.watch("kafka", Optional::empty);
    health.watch("ingest", Optional::empty);
    health.watch("kafka", () -> Optional.of("gone"));

    assertThat(health.look().keySet()).containsExactly("kafka", "ingest");
  }

  @Test
  void complainsAboutEveryPartThatIsNotWell() {
    health.watch("disk", () -> Optional.of("full"));
    health.watch("ingest", Optional::empty);
    health.watch("simulator", () -> Optional.of("waits"));

    assertThat(health.complaints()).isEqualTo("disk: full; simulator: waits");
  }
}
