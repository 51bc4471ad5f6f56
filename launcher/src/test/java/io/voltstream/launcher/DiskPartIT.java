package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the disk that is really there. */
class DiskPartIT {
  private static final String MORE_THAN_ANY_DISK = "900000TiB";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DiskPart disk = new DiskPart(vertx, registry, failure -> {});

  @AfterEach
  void close() throws Exception {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  private void start(String pauseBelow, String stopBelow) throws Exception {
    Map<String, String> environment =
        Map.of(
            "DATA_DIR", folder.resolve("not/made/yet").toString(),
            "DISK_PAUSE_BYTES", pauseBelow,
            "DISK_STOP_BYTES", stopBelow);
    disk.start(Settings.of(environment, Map.of())).await(60, TimeUnit.SECONDS);
  }

  @Test
  void hasNothingToSayWithEnoughSpace() throws Exception {
    start("1B", "1B");

    assertThat(disk.trouble()).isEmpty();
  }

  @Test
  void showsTheSpaceAndFromWhereOnIngestPauses() throws Exception {
    start("3MiB", "1B");

    assertThat(registry.get("voltstream.disk.free").gauge().value())
        .isCloseTo(Files.getFileStore(folder).getUsableSpace(), within(1e9));
    assertThat(registry.get("voltstream.disk.pause").gauge().value()).isEqualTo(3 << 20);
  }

  @Test
  void holdsIngestWithLittleSpace() throws Exception {
    start(MORE_THAN_ANY_DISK, "1B");

    assertThat(disk.trouble().orElseThrow()).contains("MiB left", "DISK_PAUSE_BYTES");
  }

  @Test
  void refusesToStartWithTooLittleSpace() {
    assertThatThrownBy(() -> start(MORE_THAN_ANY_DISK, MORE_THAN_ANY_DISK))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExitCode.DISK_FULL));
  }
}
