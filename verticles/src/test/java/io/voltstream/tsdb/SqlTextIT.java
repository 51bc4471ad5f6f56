package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database itself takes a literal for. */
class SqlTextIT {
  private static final List<String> HOSTILE =
      List.of(
          "'; drop table telemetry; --",
          "'",
          "''",
          "'''",
          "''''",
          "\\",
          "\\'",
          "\\''",
          "a\\' or 1=1 --",
          "' or '' = '",
          "/* ",
          "*/",
          "--",
          ";",
          "\"",
          "$1",
          "?",
          "%27",
          "null",
          "x",
          "日本",
          "é",
          "😀",
          "\u02bc",
          "\uff07");

  @TempDir static Path temp;
  private static QuestDbForTests questDb;
  private static QuestDbSql sql;

  @BeforeAll
  static void start() {
    questDb = new QuestDbForTests(temp);
    sql = new QuestDbSql(questDb.config());
  }

  @AfterAll
  static void stop() {
    questDb.close();
  }

  private static Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>(HOSTILE);
    String[] pieces = {"'", "\\", "\"", ";", "--", "/*", "*/", " or ", "x", "(", ")", "é", "$$"};
    Random random = new Random(3);
    while (texts.size() < 300) {
      StringBuilder text = new StringBuilder();
      for (int piece = 1 + random.nextInt(8); piece > 0; piece--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void aTextFindsItsOwnRowAndNoOther() {
    try (TsdbForTests tsdb = new TsdbForTests(questDb.config())) {
      long now = System.currentTimeMillis();
      texts().forEach(text -> tsdb.batch(text, now, 1, 1, 1));
      tsdb.flush();
    }
    for (String text : texts()) {
      assertThat(sql.run("select vin from telemetry where vin = " + SqlText.quoted(text)))
          .as(text)
          .containsExactly(List.of(text));
    }
    assertThat(sql.run("select vin from telemetry where vin = " + SqlText.quoted("y"))).isEmpty();
  }

  @Test
  void aMomentIsThatMillisecond() {
    for (long time : new long[] {0, 1, 999, 1_795_543_200_123L, 253_402_300_799_999L}) {
      assertThat(
              sql.run(
                  "select cast("
                      + SqlText.moment(time)
                      + "::timestamp as long) / 1000 from long_sequence(1)"))
          .containsExactly(List.of(time));
    }
  }
}
