package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckWindowTest {
  private static Batch batch(long sequence) {
    return new Batch(sequence, 1_000 + sequence, 0, new int[Sensor.IN_EVERY_BATCH]);
  }

  private static AckWindow window(int limit, int batches) {
    AckWindow window = new AckWindow(limit);
    for (int i = 1; i <= batches; i++) {
      window.add(batch(i));
    }
    return window;
  }

  private static List<Long> send(AckWindow window, int count) {
    List<Long> sent = new ArrayList<>();
    while (window.hasNext() && sent.size() < count) {
      sent.add(window.next().sequence());
    }
    return sent;
  }

  @Test
  void answersAreMatchedInTheOrderOfSending() {
    AckWindow window = window(600, 3);
    assertThat(send(window, 9)).containsExactly(1L, 2L, 3L);
    assertThat(window.answered(1)).map(Batch::sequence).hasValue(1L);
    assertThat(window.answered(0)).as("not numbered").map(Batch::sequence).hasValue(2L);
    assertThat(window.answered(9)).as("another's").isEmpty();
    assertThat(window.isAwaitingAnswer()).isTrue();
    assertThat(window.answered(3)).isPresent();
    assertThat(window.answered(0)).as("nothing is owed").isEmpty();
    assertThat(window.isAwaitingAnswer()).isFalse();
  }

  @Test
  void whatWasNotAnsweredIsSentAgainInOrderAndBeforeTheRest() {
    AckWindow window = window(600, 5);
    send(window, 3);
    window.answered(1);
    window.streamLost();
    assertThat(window.isAwaitingAnswer()).isFalse();
    assertThat(send(window, 9)).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void whatIsToBeSentAgainKeepsItsPlace() {
    AckWindow window = window(600, 4);
    send(window, 2);
    window.again(window.answered(1).orElseThrow());
    window.again(window.answered(2).orElseThrow());
    assertThat(send(window, 9)).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void givesUpTheOldestThatIsNotOnItsWay() {
    AckWindow window = window(4, 4);
    assertThat(send(window, 9)).as("half of the limit").containsExactly(1L, 2L);
    assertThat(window.add(batch(5))).map(Batch::sequence).hasValue(3L);
    window.streamLost();
    assertThat(window.add(batch(6))).map(Batch::sequence).hasValue(1L);
    assertThat(send(window, 9)).containsExactly(2L, 4L);
  }

  @Test
  void noMoreAreOnTheirWayThanIngestTakes() {
    assertThat(send(window(600, 500), 500)).hasSize(AckWindow.MAX_IN_FLIGHT);
  }
}
