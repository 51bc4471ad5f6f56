package io.voltstream.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.spine.DeadLetter;
import io.voltstream.spine.DeadLetterReason;
import io.voltstream.tsdb.QuestDbForTests;
import io.voltstream.tsdb.TestBatch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that a real QuestDB refuses for good: one from before 1970. */
class RefusedRowIT {
  @TempDir Path temp;
  private QuestDbForTests questDb;
  private WorkerRig rig;

  @BeforeEach
  void start() {
    questDb = new QuestDbForTests(temp);
    rig = new WorkerRig(questDb.config(), 5_000, 1);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    questDb.close();
  }

  @Test
  void oneBadRowAmongFiveThousandIsTheOnlyDeadLetter() {
    long now = System.currentTimeMillis();
    for (int i = 0; i < 5_000; i++) {
      long time = i == 1_234 ? -1 : now + i;
      rig.take(TestBatch.of("RVN" + i, time).with("Vehicle.Speed", i).numbered(now, i).bytes());
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> rig.lease.finished() == 5_000);
    assertThat(rig.letters).extracting(DeadLetter::offset).containsExactly(1_234L);
    assertThat(rig.letters.get(0).reason()).isEqualTo(DeadLetterReason.DATABASE_REFUSED);
    assertThat(rig.letters.get(0).detail()).contains("1970");
    assertThat(rig.counted("voltstream.storage.writes")).isLessThanOrEqualTo(1 + 2 * 13);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> questDb.count("select count() from telemetry") == 4_999);
    assertThat(questDb.count("select count() from telemetry where sequence = 1234")).isZero();
  }
}
