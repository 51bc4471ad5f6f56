package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.POWER;
import static io.voltstream.sse.FeedRig.SPEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.voltstream.tsdb.TestBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveFeedTest {
  private final FeedRig rig = new FeedRig();

  private double count(String name, String... tags) {
    return rig.registry.get(name).tags(tags).counter().count();
  }

  private static List<String> vins(List<SseEvent> events) {
    return events.stream().map(event -> event.json().getString("vin")).toList();
  }

  private static List<String> alertIds(FakeSink sink) {
    return sink.named("alert").stream().map(event -> event.json().getString("id")).toList();
  }

  @Test
  void aPlainClientGetsTheFleetThenWhatChanges() {
    rig.drive("a", 0, 36.25);
    rig.receive(rig.batch("nowhere").with(POWER, 5));
    rig.frame();
    FakeSink sink = rig.join(false);
    assertThat(sink.named("telemetry"))
        .extracting(SseEvent::data)
        .containsExactlyInAnyOrder(
            "{\"vin\":\"a\",\"lat\":0,\"lon\":-122.4,\"speed\":36.25,\"timestamp\":"
                + FeedRig.START
                + '}',
            "{\"vin\":\"nowhere\",\"timestamp\":" + FeedRig.START + '}');
    sink.clear();
    rig.drive("a", -0.5, 0);
    rig.frame();
    assertThat(sink.events).hasSize(1);
    assertThat(sink.events.get(0).json().getDouble("lat")).isEqualTo(-0.5);
  }

  @Test
  void theAgeOfWhatIsShownIsSinceTheEventAndSinceItsReceipt() {
    rig.receive(TestBatch.of("late", rig.time() - 30_000).with(SPEED, 1));
    rig.receive(TestBatch.of("ahead", rig.time() + 3_000).with(SPEED, 1));
    rig.frame();

    assertThat(ageMillis("event")).isEqualTo(30_200);
    assertThat(ageMillis("receipt")).isEqualTo(400);
  }

  private double ageMillis(String since) {
    Timer age = rig.registry.get("voltstream.live.age").tags("since", since).timer();
    assertThat(age.count()).isEqualTo(2);
    return age.totalTime(TimeUnit.MILLISECONDS);
  }

  @Test
  void whatGoesIsSaidOnceAndWhoeverJoinsLaterDoesNotHearOfIt() {
    rig.drive("a", 1, 1);
    rig.frame();
    FakeSink sink = rig.join(false);
    rig.now += 5_000;
    rig.drive("b", 1, 1);
    rig.frame();
    rig.feed.sweep(rig.now);
    rig.feed.beat(rig.time(), rig.now);
    assertThat(sink.named("gone"))
        .extracting(SseEvent::data)
        .containsExactly("{\"vin\":\"a\",\"timestamp\":" + FeedRig.START + '}');
    FakeSink late = rig.join(false);
    rig.frame();
    assertThat(late.named("gone")).isEmpty();
    assertThat(vins(late.named("telemetry"))).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoeverJoinsAfterAVehicleWentDoesNotSeeIt(boolean dense) {
    rig.drive("a", 1, 1);
    rig.frame();
    rig.join(dense);
    rig.now += 6_000;
    rig.feed.sweep(rig.now);
    FakeSink late = rig.join(dense);
    assertThat(late.named("telemetry")).isEmpty();
    DenseDecoder decoder = new DenseDecoder();
    late.events.forEach(decoder::event);
    assertThat(decoder.slots).isEmpty();
  }

  @Test
  void aSlowClientSkipsFramesAndThenGetsTheWholeFleetAndWhoWent() {
    rig.drive("a", 1, 1);
    rig.drive("b", 1, 1);
    rig.frame();
    FakeSink slow = rig.join(false);
    FakeSink quick = rig.join(false);
    slow.clear();
    slow.full = true;
    for (int i = 0; i < 30; i++) {
      rig.drive("a", 2, i);
      rig.frame();
      rig.feed.sweep(rig.now);
    }
    assertThat(slow.writes).isEmpty();
    assertThat(quick.named("telemetry")).hasSize(2 + 30);
    slow.full = false;
    rig.drive("a", 2, 77);
    rig.frame();
    assertThat(slow.events).extracting(SseEvent::name).containsExactly("gone", "telemetry");
    assertThat(slow.events.get(1).json().getInteger("speed")).isEqualTo(77);
    assertThat(count("voltstream.live.frames.skipped", "form", "plain")).isEqualTo(30);
    // Both got the same bytes: a frame is encoded once.
    rig.drive("a", 3, 1);
    rig.frame();
    assertThat(slow.writes.get(slow.writes.size() - 1))
        .isSameAs(quick.writes.get(quick.writes.size() - 1));
  }

  @Test
  void aSlowClientIsToldEveryAlertInTheEnd() {
    FakeSink sink = rig.join(true);
    sink.full = true;
    for (int i = 0; i < 100; i++) {
      rig.alert(i % 2, i / 2, "id" + i, false);
    }
    assertThat(sink.named("alert")).isEmpty();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      expected.add("id" + i);
    }
    // It takes a little at a time.
    for (int i = 0; i < 200; i++) {
      sink.room = 1_000;
      sink.full = false;
      rig.feed.beat(rig.time(), rig.now);
    }
    assertThat(alertIds(sink)).isEqualTo(expected);
    assertThat(sink.named("alert").get(99).id()).isEqualTo("50.50");
  }

  @Test
  void anAlertIsSentWithoutWaitingForAFrame() {
    FakeSink sink = rig.join(false);
    rig.alert(1, 0, "x", false);
    assertThat(sink.named("alert")).extracting(SseEvent::id).containsExactly("0.1");
  }

  @Test
  void aNewClientGetsTheOpenAlertsAndAPlaceToComeBackTo() {
    rig.alert(0, 0, "over", false);
    rig.alert(0, 1, "over", true);
    rig.alert(1, 0, "open", false);
    FakeSink first = rig.join(true);
    assertThat(alertIds(first)).containsExactly("open");
    // The beat follows the id line: a browser's lastEventId is set, alert or not.
    assertThat(first.named("beat")).extracting(SseEvent::id).containsExactly("2.1");
    rig.alert(0, 2, "later", false);
    assertThat(first.named("alert").get(1).id()).isEqualTo("3.1");

    FakeSink back = rig.join(true, "2.1");
    assertThat(alertIds(back)).containsExactly("later");
    FakeSink lost = rig.join(true, "77.1");
    assertThat(lost.named("alert")).isEmpty();
    assertThat(lost.named("resync")).containsExactly(new SseEvent("resync", "{}", "3.1"));
    rig.alert(0, 3, "after", false);
    assertThat(alertIds(lost)).containsExactly("after");
  }

  @Test
  void whoDoesNotReadForThirtySecondsIsCutOff() {
    FakeSink dead = rig.join(true);
    FakeSink alive = rig.join(true);
    dead.full = true;
    long start = rig.now;
    while (rig.now - start <= StreamSocket.DRAIN_LIMIT_MS) {
      rig.drive("a", 1, 1);
      rig.frame();
      rig.feed.beat(rig.time(), rig.now);
      assertThat(dead.cut).isEqualTo(rig.now - start - 200 > StreamSocket.DRAIN_LIMIT_MS);
    }
    rig.frame();
    rig.feed.beat(rig.time(), rig.now);
    assertThat(dead.cut).isTrue();
    assertThat(alive.cut).isFalse();
    assertThat(rig.feed.clients()).isEqualTo(1);
    assertThat(count("voltstream.live.clients.ended", "reason", "slow")).isEqualTo(1);
  }

  private void allGo() {
    rig.frame();
    rig.now += 5_001;
    rig.feed.sweep(rig.now);
    rig.feed.beat(rig.time(), rig.now);
  }

  /** Ids that somebody invents: what is kept of those that went is bounded. */
  @Test
  void whoIsBehindMoreVehiclesThatWentThanAreKeptIsCutOff() {
    FakeSink slow = rig.join(false);
    FakeSink quick = rig.join(false);
    slow.full = true;
    for (int i = 0; i < 100_000; i++) {
      rig.receive(rig.batch("\\".repeat(58) + i).with(SPEED, 1));
    }
    allGo();
    assertThat(slow.cut).isFalse();
    rig.drive("\\".repeat(58) + 1, 1, 1);
    allGo();
    assertThat(slow.cut).isTrue();
    assertThat(quick.cut).isFalse();
    assertThat(quick.named("gone")).hasSize(100_001);
  }

  @Test
  void whoDrainsNowAndThenStays() {
    FakeSink sink = rig.join(true);
    for (int i = 0; i < 10; i++) {
      sink.full = true;
      rig.now += 20_000;
      rig.feed.beat(rig.time(), rig.now);
      sink.full = false;
      rig.feed.beat(rig.time(), rig.now);
    }
    assertThat(sink.cut).isFalse();
  }

  @Test
  void aBeatSaysWhatThisNodeSees() {
    FakeSink dense = rig.join(true);
    FakeSink plain = rig.join(false);
    for (int i = 0; i < 20; i++) {
      rig.drive("a", 1, i);
      rig.drive("b", 1, i);
      rig.frame();
    }
    dense.clear();
    plain.clear();
    rig.feed.beat(rig.time(), rig.now);
    assertThat(dense.events.get(0).data())
        .isEqualTo(
            "{\"time\":" + rig.time() + ",\"node\":\"node\",\"events_per_s\":10,\"vehicles\":2}");
    assertThat(plain.events).containsExactly(new SseEvent(":", ": keep-alive", "0.0"));
  }

  @Test
  void aBeatSaysWhatIsWrong() {
    FakeSink sink = rig.join(true);
    rig.trouble = Optional.of("no \"Kafka\"");
    rig.feed.beat(rig.time(), rig.now);
    rig.trouble = Optional.empty();
    rig.feed.beat(rig.time(), rig.now);
    assertThat(sink.named("beat"))
        .extracting(beat -> beat.json().getString("trouble"))
        .containsExactly(null, "no \"Kafka\"", null);
  }

  @Test
  void nothingIsEncodedForAFormWithoutClients() {
    rig.drive("a", 1, 1);
    rig.frame();
    rig.join(true);
    rig.drive("a", 1, 2);
    rig.frame();
    assertThat(count("voltstream.live.frames", "form", "plain")).isZero();
    assertThat(count("voltstream.live.frames", "form", "dense")).isEqualTo(1);
  }

  @Test
  void takesABoundedNumberOfClients() {
    for (int i = 0; i < LiveFeed.MAX_CLIENTS; i++) {
      assertThat(rig.feed.isFull()).isFalse();
      rig.join(i % 2 == 0);
    }
    assertThat(rig.feed.isFull()).isTrue();
  }

  @Test
  void stoppingEndsTheStreams() {
    FakeSink sink = rig.join(true);
    rig.feed.close();
    assertThat(sink.ended).isTrue();
    assertThat(rig.feed.clients()).isZero();
  }

  @Test
  void textFromOutsideStaysText() {
    rig.receive(rig.batch("\"<img src=x onerror='1'>\\é").with(SPEED, 1));
    rig.frame();
    FakeSink sink = rig.join(false);
    assertThat(vins(sink.named("telemetry"))).containsExactly("\"<img src=x onerror='1'>\\é");
  }
}
