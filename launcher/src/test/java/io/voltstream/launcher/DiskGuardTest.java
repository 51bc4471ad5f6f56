package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiskGuardTest {
  private static final long MIB = 1L << 20;

  private final DiskGuard guard = new DiskGuard("/data", 500 * MIB, 200 * MIB);

  @Test
  void goesOnWithEnoughSpace() {
    assertThat(guard.see(500 * MIB)).isEqualTo(DiskGuard.Verdict.GO);
    assertThat(guard.hold()).isEmpty();
  }

  @Test
  void pausesAndSaysWhy() {
    assertThat(guard.see(499 * MIB)).isEqualTo(DiskGuard.Verdict.PAUSE);
    assertThat(guard.hold())
        .contains("499 MiB left on the disk of /data, less than DISK_PAUSE_BYTES");
  }

  @Test
  void goesOnAgainWhenThereIsSpace() {
    guard.see(100 * MIB);
    guard.see(600 * MIB);

    assertThat(guard.hold()).isEmpty();
  }

  @Test
  void stopsWithItsOwnCode() {
    assertThat(guard.see(199 * MIB)).isEqualTo(DiskGuard.Verdict.STOP);
    assertThat(guard.full().code()).isEqualTo(ExitCode.DISK_FULL);
    assertThat(guard.full()).hasMessageContaining("199 MiB").hasMessageContaining("free some");
  }

  @Test
  void refusesToStopBeforeItPauses() {
    assertThatThrownBy(() -> new DiskGuard("/data", 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("DISK_STOP_BYTES is '2'");
  }
}
