package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.voltstream.api.ReadConfig;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.spine.SpineConfig;
import io.voltstream.tsdb.QuestDbForTests;
import io.voltstream.tsdb.TestBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Nodes of the sse role between a real broker and real HTTP; a telemetry topic for each test. */
final class SseRig {
  static final Duration TTL = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(30);

  final Vertx vertx = Vertx.vertx();
  private final List<Vertx> others = new ArrayList<>();
  final SpineConfig spine;
  final HttpProbe http = new HttpProbe(vertx);
  private final String group = "live-" + UUID.randomUUID();
  private final KafkaProducer<byte[], byte[]> producer;
  private final ReadConfig reads;

  /** A running node. */
  record Node(SseVerticle verticle, String deployment, SimpleMeterRegistry registry) {
    int port() {
      return verticle.port();
    }

    double count(String name, String... tags) {
      return registry.get(name).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
    }
  }

  /** Without a database: the live map does not need one. */
  SseRig(KafkaForTests kafka) {
    this(kafka, new ReadConfig(QuestDbForTests.nobody(), Duration.ofSeconds(30), 2));
  }

  SseRig(KafkaForTests kafka, ReadConfig reads) {
    this.reads = reads;
    spine = kafka.spine("telemetry-" + UUID.randomUUID());
    kafka.createTopics(vertx, spine);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", spine.brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A node from whose map nothing goes and that cuts nobody off while a test lasts. */
  Node node() throws Exception {
    return node(LONG, LONG);
  }

  Node node(Duration ttl, Duration drainLimit) throws Exception {
    return node(vertx, ttl, drainLimit, Optional.empty());
  }

  /** A node that lets in only who is known. */
  Node node(DoorConfig door) throws Exception {
    return node(vertx, LONG, LONG, Optional.of(door));
  }

  /** A node as in a process of its own. */
  Node nodeApart() throws Exception {
    Vertx own = Vertx.vertx();
    others.add(own);
    return node(own, LONG, LONG, Optional.empty());
  }

  private Node node(Vertx on, Duration ttl, Duration drainLimit, Optional<DoorConfig> door)
      throws Exception {
    SseConfig config =
        new SseConfig(
            "127.0.0.1",
            0,
            group,
            ttl,
            List.of("map.example.org"),
            Optional.empty(),
            "1.2.3",
            door);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SseVerticle verticle = new SseVerticle(spine, config, reads, List::of, registry, drainLimit);
    String deployment = on.deployVerticle(verticle).await(60, TimeUnit.SECONDS);
    Node node = new Node(verticle, deployment, registry);
    await().atMost(Duration.ofSeconds(60)).until(() -> verticle.trouble().isEmpty());
    return node;
  }

  void stop(Node node) throws Exception {
    vertx.undeploy(node.deployment()).await(30, TimeUnit.SECONDS);
  }

  void send(String vin, byte[] value) {
    producer.send(new ProducerRecord<>(spine.telemetryTopic(), vin.getBytes(UTF_8), value));
  }

  /** A batch of a vehicle that drives, measured now. */
  void drive(String vin, double speed) {
    send(
        vin,
        TestBatch.of(vin, System.currentTimeMillis())
            .with(FeedRig.LAT, 37.774929)
            .with(FeedRig.LON, -122.419416)
            .with(FeedRig.SPEED, speed)
            .with(FeedRig.TEMPERATURE, 31.25)
            .bytes());
  }

  /** Drives it until the condition holds: a map shows only what is heard of. */
  void driveUntil(String vin, Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              drive(vin, 40);
              return condition.call();
            });
  }

  void alert(String vin, String id, boolean resolved) throws Exception {
    AlertEntry entry = FeedRig.entry(0, 0, vin, id, resolved);
    producer
        .send(
            new ProducerRecord<>(
                spine.alertTopic(), vin.getBytes(UTF_8), entry.json().getBytes(UTF_8)))
        .get(30, TimeUnit.SECONDS);
  }

  void notAnAlert(String text) throws Exception {
    producer
        .send(new ProducerRecord<>(spine.alertTopic(), null, text.getBytes(UTF_8)))
        .get(30, TimeUnit.SECONDS);
  }

  void flush() {
    producer.flush();
  }

  void close() throws Exception {
    producer.close();
    vertx.close().await(60, TimeUnit.SECONDS);
    for (Vertx other : others) {
      other.close().await(60, TimeUnit.SECONDS);
    }
  }
}
