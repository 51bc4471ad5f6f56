package io.voltstream.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.tsdb.SuspendableQuestDb;
import io.voltstream.tsdb.TestBatch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table whose log is no longer applied: QuestDB answers 204 all the same. */
class SuspendedTableIT {
  @TempDir Path temp;
  private SuspendableQuestDb questDb;
  private WorkerRig rig;

  @BeforeEach
  void start() {
    questDb = new SuspendableQuestDb(temp);
    rig = new WorkerRig(questDb.config(), 10, 1);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    questDb.close();
  }

  private void takeTen() {
    for (int i = 0; i < 10; i++) {
      long now = System.currentTimeMillis();
      rig.take(TestBatch.of("v", now).with("Vehicle.Speed", i).numbered(now, i).bytes());
    }
  }

  @Test
  void nothingIsFinishedUntilItIsResumed() {
    takeTen();
    await().until(() -> rig.lease.finished() == 10);
    // QuestDB takes a table whose log makes progress back into service by itself.
    await().until(() -> questDb.rows() == 10);
    await()
        .until(
            () -> {
              questDb.suspend();
              rig.watch.refresh();
              return rig.watch.trouble().orElse("").contains("suspended telemetry");
            });
    takeTen();
    await().until(() -> rig.counted("voltstream.storage.retries", "cause", "suspended") >= 2);
    assertThat(rig.lease.finished()).isEqualTo(10);
    questDb.resume();
    await()
        .until(
            () -> {
              rig.watch.refresh();
              return rig.watch.trouble().isEmpty();
            });
    await().atMost(Duration.ofSeconds(60)).until(() -> rig.lease.finished() == 20);
    await().atMost(Duration.ofSeconds(60)).until(() -> questDb.rows() == 20);
  }
}
