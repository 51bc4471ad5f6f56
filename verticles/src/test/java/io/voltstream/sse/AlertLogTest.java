package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertLogTest {
  private final AlertLog log = log(0, 0);

  private static AlertLog log(long... first) {
    AlertLog log = new AlertLog();
    log.begins(AlertPosition.of(first));
    return log;
  }

  private static boolean add(AlertLog to, int partition, long offset, String id, boolean resolved) {
    return to.add(entry(partition, offset, "V" + id, id, resolved));
  }

  /** All that the cursor has to tell: "name offset-of-partition.…", in order. */
  private static List<String> tell(AlertCursor cursor) {
    List<String> told = new ArrayList<>();
    for (AlertCursor.News news = cursor.next(); news != null; news = cursor.next()) {
      told.add(news.name() + " " + news.position());
    }
    return told;
  }

  private static List<String> ids(Iterable<AlertEntry> entries) {
    List<String> ids = new ArrayList<>();
    entries.forEach(entry -> ids.add(entry.identity()));
    return ids;
  }

  @Test
  void foldsRepetitionsAndKnowsWhatIsOpen() {
    assertThat(add(log, 0, 0, "a", false)).isTrue();
    assertThat(add(log, 1, 0, "b", false)).isTrue();
    assertThat(add(log, 0, 1, "a", false)).isFalse();
    assertThat(add(log, 0, 2, "a", true)).isTrue();
    assertThat(add(log, 0, 3, "a", false)).isFalse();
    assertThat(add(log, 0, 4, "a", true)).isFalse();
    assertThat(ids(log.open())).containsExactly("b CRITICAL");
    assertThat(ids(log.recent(2))).containsExactly("a RESOLVED", "b CRITICAL");
    assertThat(log.position()).hasToString("5.1");
  }

  @Test
  void whatCannotBeReadMovesThePositionAndSaysNothing() {
    assertThat(log.add(new AlertEntry(0, 0, null, null))).isFalse();
    assertThat(log.position()).hasToString("1.0");
    assertThat(log.recent(10)).isEmpty();
  }

  @Test
  void aClientThatComesBackIsToldWhatItMissedOnAnyNode() {
    AlertLog other = log(0, 0);
    add(log, 0, 0, "a", false);
    add(log, 1, 0, "b", false);
    add(log, 0, 1, "c", false);
    // The other node read the partitions in another order.
    add(other, 1, 0, "b", false);
    add(other, 0, 0, "a", false);
    add(other, 0, 1, "c", false);
    assertThat(tell(AlertCursor.resume(log, "1.0"))).containsExactly("alert 1.1", "alert 2.1");
    assertThat(tell(AlertCursor.resume(other, "1.0"))).containsExactly("alert 1.1", "alert 2.1");
    assertThat(tell(AlertCursor.resume(other, "2.1"))).isEmpty();
    assertThat(tell(AlertCursor.resume(other, "0.0"))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "", "1.0.0", "9.9", "-1.0", "1..0", "1.0 ", "99999999999999999999.0", "2.0"})
  void anIdThatIsNonsenseOrBelongsToAnotherLogLeadsToResync(String id) {
    add(log, 0, 0, "a", false);
    AlertCursor cursor = AlertCursor.resume(log, id);
    assertThat(tell(cursor)).containsExactly("resync 1.0");
    add(log, 0, 1, "b", false);
    assertThat(tell(cursor)).containsExactly("alert 2.0");
  }

  @Test
  void anIdFromBeforePartitionsWereAddedIsGood() {
    add(log, 0, 0, "a", false);
    add(log, 1, 0, "b", false);
    assertThat(tell(AlertCursor.resume(log, "1"))).containsExactly("alert 1.1");
  }

  @Test
  void anIdThatIsTooOldLeadsToResync() {
    AlertLog cut = log(10, 20);
    assertThat(tell(AlertCursor.resume(cut, "9.20"))).containsExactly("resync 10.20");
    assertThat(tell(AlertCursor.resume(cut, "10.20"))).isEmpty();
    for (int i = 0; i <= AlertLog.CAPACITY; i++) {
      add(cut, 0, 10 + i, "i" + i, false);
    }
    assertThat(tell(AlertCursor.resume(cut, "10.20"))).containsExactly("resync 1011.20");
    assertThat(tell(AlertCursor.resume(cut, "11.20"))).hasSize(AlertLog.CAPACITY);
    assertThat(cut.recent(5_000)).hasSize(AlertLog.CAPACITY);
    assertThat(cut.open()).hasSize(AlertLog.CAPACITY + 1);
  }

  @Test
  void aClientThatStoodStillForTooLongIsToldSo() {
    AlertCursor cursor = AlertCursor.atEnd(log);
    for (int i = 0; i <= AlertLog.CAPACITY; i++) {
      add(log, 0, i, "i" + i, false);
    }
    assertThat(tell(cursor)).containsExactly("resync 1001.0");
    add(log, 1, 0, "next", false);
    assertThat(tell(cursor)).containsExactly("alert 1001.1");
  }

  @Test
  void aLogThatGrowsAnewReplacesWhatWasKnown() {
    add(log, 0, 0, "a", false);
    add(log, 1, 0, "b", false);
    add(log, 0, 1, "c", false);
    AlertCursor cursor = AlertCursor.atEnd(log);
    add(log, 0, 0, "d", false);
    add(log, 0, 1, "e", false);
    add(log, 1, 0, "f", false);
    assertThat(ids(log.open())).containsExactlyInAnyOrder("d CRITICAL", "e CRITICAL", "f CRITICAL");
    assertThat(tell(cursor)).containsExactly("resync 2.1");
  }

  @Test
  void aRewindInTheMiddleLeavesWhatCameBefore() {
    add(log, 0, 0, "open", false);
    add(log, 0, 1, "closed", false);
    add(log, 1, 0, "other", false);
    add(log, 0, 2, "closed", true);
    add(log, 0, 3, "late", false);
    AlertCursor cursor = AlertCursor.atEnd(log);
    // The same records once more.
    assertThat(add(log, 0, 2, "closed", true)).isTrue();
    assertThat(ids(log.open())).containsExactly("open CRITICAL", "other CRITICAL");
    assertThat(ids(log.recent(10)))
        .containsExactly("closed RESOLVED", "other CRITICAL", "closed CRITICAL", "open CRITICAL");
    assertThat(tell(cursor)).containsExactly("resync 3.1");
    assertThat(add(log, 0, 3, "late", false)).isTrue();
    assertThat(tell(cursor)).containsExactly("alert 4.1");
    // What was seen before the rewind is still a repetition.
    assertThat(add(log, 0, 4, "open", false)).isFalse();
    assertThat(ids(log.open())).containsExactly("open CRITICAL", "other CRITICAL", "late CRITICAL");
    assertThat(tell(AlertCursor.resume(log, "1.0"))).hasSize(4);
  }

  @Test
  void anAlertWhoseEndWasCutOffIsOpenAgain() {
    add(log, 0, 0, "a", false);
    add(log, 0, 1, "a", true);
    add(log, 0, 2, "b", false);
    assertThat(add(log, 0, 1, "c", false)).isTrue();
    assertThat(ids(log.open())).containsExactly("a CRITICAL", "c CRITICAL");
  }

  @Test
  void partitionsThatAreAddedGoOnWhereOthersAre() {
    add(log, 0, 0, "a", false);
    log.begins(AlertPosition.of(new long[] {1, 0, 5}));
    assertThat(log.position()).hasToString("1.0.5");
    add(log, 2, 5, "b", false);
    assertThat(tell(AlertCursor.resume(log, "0.0.5")))
        .containsExactly("alert 1.0.5", "alert 1.0.6");
  }

  @Test
  void anEpisodeThatReplacesAnotherOfTheSameSubjectIsTheOpenOne() {
    log.add(entry(0, 0, "v", "first", false));
    log.add(entry(0, 1, "v", "second", false));
    assertThat(ids(log.open())).containsExactly("second CRITICAL");
    log.add(entry(0, 2, "v", "second", true));
    assertThat(log.open()).isEmpty();
  }
}
