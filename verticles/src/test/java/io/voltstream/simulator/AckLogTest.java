package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
  void refusesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> AckLog.open(folder.resolve("none/acks.csv")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysWhenTheDiskTakesNothing() throws IOException {
    AckLog log = AckLog.open(Path.of("/dev/full"));
    log.add("RVN000000001", 5, 1);
    log.flush();
    await().untilAsserted(() -> assertThat(log.trouble()).isPresent());
    assertThat(log.trouble().orElseThrow()).startsWith("ack log /dev/full: No space left");
    assertThat(log.isBehind()).isFalse();
    for (int i = 0; i < 1_000_000; i++) {
      log.add("RVN000000001", 1_767_225_600_000L, i);
    }
    assertThat(log.isBehind()).isTrue();
    assertThatThrownBy(() -> log.close().join()).hasMessageContaining("No space left");
  }
}
