package io.voltstream.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.voltstream.contract.Alert;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.spine.SpineConfig;
import io.voltstream.tsdb.TestBatch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of the alert role that are killed while alerts are raised and resolved all the time. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class KilledAlertIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final String GROUP = "killed";
  private static final int VEHICLES = 100;

  /** An hour ago: within what the topics keep. */
  private static final long START = System.currentTimeMillis() - 3_600_000;

  @TempDir Path folder;
  private final SpineConfig spine = KAFKA.spine();
  private final List<Process> nodes = new ArrayList<>();
  private final List<Alert> expected = new ArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final Random random = new Random(5);
  private final double[] temperature = new double[VEHICLES];
  private final double[] pressure = new double[VEHICLES];
  private final AlertRig[] judges = new AlertRig[VEHICLES];
  private long time = START;

  @AfterEach
  void killTheRest() {
    nodes.forEach(node -> node.destroyForcibly().onExit().join());
  }

  private Process node() throws IOException {
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AlertChild.class.getName(),
                spine.brokers(),
                spine.telemetryTopic(),
                spine.alertTopic(),
                spine.alertStateTopic(),
                GROUP)
            .redirectOutput(new File(folder.toFile(), "out-" + nodes.size()))
            .redirectError(new File(folder.toFile(), "err-" + nodes.size()))
            .start();
    nodes.add(node);
    return node;
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(Duration.ofSeconds(90)).until(condition::getAsBoolean);
  }

  /** Every vehicle measures once; what must follow is judged here as well. */
  private void step(KafkaProducer<byte[], byte[]> producer) {
    time += 10;
    for (int i = 0; i < VEHICLES; i++) {
      temperature[i] = wander(temperature[i], 54, 60);
      pressure[i] = wander(pressure[i], 29, 34);
      String vehicle = "v" + i;
      TestBatch batch =
          TestBatch.of(vehicle, time)
              .with(AlertRig.BATTERY, temperature[i])
              .with(AlertRig.REAR_RIGHT, pressure[i]);
      expected.addAll(judges[i].judge(batch));
      producer.send(
          new ProducerRecord<>(spine.telemetryTopic(), vehicle.getBytes(UTF_8), batch.bytes()));
      sent.incrementAndGet();
    }
  }

  private double wander(double value, double least, double most) {
    return Math.max(least, Math.min(most, value + random.nextDouble(-0.5, 0.5)));
  }

  /** Until there are so many more alerts than now. */
  private void untilMoreAlerts() {
    int before = KAFKA.alerts(spine).size();
    until(() -> KAFKA.alerts(spine).size() > before + 50);
  }

  @Test
  void whoeverIsKilledEveryEpisodeIsRaisedAndResolvedAsIfNobodyHadBeen() throws Exception {
    Vertx vertx = Vertx.vertx();
    KAFKA.createTopics(vertx, spine);
    vertx.close().await(20, TimeUnit.SECONDS);
    for (int i = 0; i < VEHICLES; i++) {
      temperature[i] = 57;
      pressure[i] = 31.5;
      judges[i] = new AlertRig("v" + i);
    }
    ScheduledExecutorService fleet = Executors.newSingleThreadScheduledExecutor();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", spine.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      fleet.scheduleWithFixedDelay(() -> step(producer), 0, 20, TimeUnit.MILLISECONDS);
      Process first = node();
      untilMoreAlerts();
      kill(first);
      Process second = node();
      Process third = node();
      untilMoreAlerts();
      kill(second);
      untilMoreAlerts();
      Process fourth = node();
      untilMoreAlerts();
      third.outputWriter().close();
      assertThat(third.waitFor(60, TimeUnit.SECONDS)).as("leaves in good order").isTrue();
      untilMoreAlerts();
      kill(fourth);
      node();
      untilMoreAlerts();
      fleet.shutdown();
      assertThat(fleet.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      producer.flush();
      until(() -> committed() == sent.get());
    }
    // What came twice, because a node died in between, is the same record.
    assertThat(KAFKA.alerts(spine).stream().distinct())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).extracting(Alert::isResolved).contains(true, false);
  }

  private static void kill(Process node) throws InterruptedException {
    node.destroyForcibly().waitFor();
  }

  private static long committed() {
    try {
      return KAFKA.committed(GROUP);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
