package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class NodeTest {
  private final List<String> story = new ArrayList<>();
  private final Health health = new Health();
  private final Settings settings = Settings.of(Map.of(), Map.of());

  /** A part that writes down what is asked of it. */
  private final class Told implements Part {
    private final String name;
    private final Future<Settings> start;
    private final Future<Void> stop;

    Told(String name, Future<Settings> start, Future<Void> stop) {
      this.name = name;
      this.start = start;
      this.stop = stop;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Settings> start(Settings known) {
      story.add("start " + name + " to " + known.text(Setting.KAFKA_BROKER));
      return start;
    }

    @Override
    public Duration stopLimit() {
      return Duration.ofMillis(20);
    }

    @Override
    public Future<?> stop() {
      story.add("stop " + name);
      return stop;
    }
  }

  private Part good(String name) {
    return new Told(name, Future.succeededFuture(settings), Future.succeededFuture());
  }

  private static void await(Future<?> future) throws TimeoutException {
    future.await(60, TimeUnit.SECONDS);
  }

  @Test
  void startsInOrderAndStopsInReverse() throws Exception {
    Settings served = settings.serving(Setting.KAFKA_BROKER, "served:1");
    Part kafka = new Told("a", Future.succeededFuture(served), Future.succeededFuture());
    Part reader = new Told("b", Future.succeededFuture(served), Future.succeededFuture());
    Node node = new Node(List.of(kafka, reader, good("c")), health);

    await(node.start(settings));
    await(node.stop());

    assertThat(story)
        .containsExactly(
            "start a to localhost:19092",
            "start b to served:1",
            "start c to served:1",
            "stop c",
            "stop b",
            "stop a");
  }

  @Test
  void aFailedStartLeavesOnlyWhatWasStartedToStop() throws Exception {
    StartFailure failure = new StartFailure(ExitCode.PORT_TAKEN, "taken");
    Part bad = new Told("bad", Future.failedFuture(failure), Future.succeededFuture());
    Node node = new Node(List.of(good("a"), bad, good("c")), health);

    assertThatThrownBy(() -> await(node.start(settings))).isSameAs(failure);
    await(node.stop());

    assertThat(story).hasSize(3).endsWith("stop a");
  }

  @Test
  void aPartThatCannotStopHoldsNobodyUp() throws Exception {
    Part stuck =
        new Told("stuck", Future.succeededFuture(settings), Promise.<Void>promise().future());
    Part broken = new Told("broken", Future.succeededFuture(settings), Future.failedFuture("no"));
    Node node = new Node(List.of(good("a"), stuck, broken), health);
    await(node.start(settings));

    await(node.stop());

    assertThat(story).endsWith("stop broken", "stop stuck", "stop a");
  }

  @Test
  void stopsOnceHoweverOftenItIsAsked() throws Exception {
    Node node = new Node(List.of(good("a")), health);
    await(node.start(settings));

    await(node.stop());
    await(node.stop());

    assertThat(story).containsOnlyOnce("stop a");
  }

  @Test
  void doesNotGoOnStartingOnceItIsAskedToStop() throws Exception {
    Promise<Settings> slow = Promise.promise();
    Part starting = new Told("slow", slow.future(), Future.succeededFuture());
    Node node = new Node(List.of(good("a"), starting, good("c")), health);
    Future<Settings> start = node.start(settings);

    Future<Void> stop = node.stop();
    slow.complete(settings);
    await(stop);

    assertThat(start.failed()).isTrue();
    assertThat(story).noneMatch(line -> line.startsWith("start c"));
    assertThat(story).endsWith("stop slow", "stop a");
  }

  @Test
  void healthFollowsEachPart() throws Exception {
    Node node = new Node(List.of(good("a")), health);
    assertThat(health.look()).containsEntry("a", Optional.of("has not started yet"));

    await(node.start(settings));
    assertThat(health.look()).containsEntry("a", Optional.empty());

    await(node.stop());
    assertThat(health.look()).containsEntry("a", Optional.of("has stopped"));
  }
}
