package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.simulator.EpisodeChange.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AckLogTest {
  @TempDir Path folder;

  @Test
  void appendsALineForEachAckAndLosesNoneWhenClosed() throws IOException {
    Path file = folder.resolve("acks.csv");
    Files.writeString(file, "RVN000000009,1,1\n");
    AckLog log = AckLog.open(file);
    for (int i = 1; i <= 50_000; i++) {
      log.add("RVN000000001", 1_767_225_600_000L + i, i);
    }
    log.close().join();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(50_001).startsWith("RVN000000009,1,1");
    assertThat(lines.get(50_000)).isEqualTo("RVN000000001,1767225650000,50000");
    assertThat(log.trouble()).isEmpty();
  }

  @Test
  void isOnDiskSoonAfterAFlush() throws IOException {
    Path file = folder.resolve("acks.csv");
    AckLog log = AckLog.open(file);
    log.add("RVN000000001", 5, 1);
    log.flush();
    await().untilAsserted(() -> assertThat(file).hasContent("RVN000000001,5,1\n"));
    log.close().join();
  }

  @Test
  void episodesGoBesideIt() throws IOException {
    SignalCatalogue catalogue = SignalCatalogue.load();
    AckLog log = AckLog.open(folder.resolve("acks.csv"));
    Signal battery = Sensor.BATTERY_TEMPERATURE.signal(catalogue);
    Signal tyre = Sensor.wheel(2).signal(catalogue);
    log.add(new EpisodeChange(7, battery, Step.RAISED, 1_767_225_600_000L));
    log.add(new EpisodeChange(8, tyre, Step.CLEARED, 1_767_225_600_100L));
    log.close().join();
    assertThat(folder.resolve("acks.csv.episodes"))
        .hasContent(
            """
            RVN000000007,battery_overheat,battery_temperature,raised,1767225600000
            RVN000000008,tire_pressure_low,tire_pressure_row2_left,cleared,1767225600100
            """);
  }

  @Test
  void refusesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> AckLog.open(folder.resolve("none/acks.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysWhenTheDiskTakesNothing() throws IOException {
    LineLog log = LineLog.open("ack log", Path.of("/dev/full"));
    log.line().append("RVN000000001,5,1");
    log.endLine();
    log.flush();
    await().untilAsserted(() -> assertThat(log.trouble()).isPresent());
    assertThat(log.trouble().orElseThrow()).startsWith("ack log /dev/full: No space left");
    assertThat(log.isBehind()).isFalse();
    for (int i = 0; i < 1_000_000; i++) {
      log.line().append("RVN000000001,1767225600000,").append(i);
      log.endLine();
    }
    assertThat(log.isBehind()).isTrue();
    assertThatThrownBy(() -> log.close().join()).hasMessageContaining("No space left");
  }
}
