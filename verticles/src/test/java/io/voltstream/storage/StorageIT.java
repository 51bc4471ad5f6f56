package io.voltstream.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.spine.TopicReader;
import io.voltstream.tsdb.QuestDbForTests;
import io.voltstream.tsdb.TestAlert;
import io.voltstream.tsdb.TestBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole role between a real broker and a real QuestDB. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StorageIT {
  @TempDir Path temp;
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();

  private final long session = System.currentTimeMillis();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx;
  private QuestDbForTests questDb;
  private KafkaProducer<byte[], byte[]> producer;
  private StorageVerticle storage;
  private String deployment;
  private long sequence;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    KAFKA.createTopics(vertx);
    questDb = new QuestDbForTests(temp);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA.spine().brokers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() throws Exception {
    producer.close();
    vertx.close().await(40, TimeUnit.SECONDS);
    questDb.close();
  }

  private void deploy(int instances) throws Exception {
    StorageConfig config =
        new StorageConfig("voltstream-storage", instances, 500, Duration.ofMillis(200), 2);
    storage = new StorageVerticle(KAFKA.spine(), questDb.config(), config, registry);
    deployment = vertx.deployVerticle(storage).await(60, TimeUnit.SECONDS);
  }

  private void undeploy() throws Exception {
    vertx.undeploy(deployment).await(40, TimeUnit.SECONDS);
  }

  private void send(byte[] value) {
    producer.send(new ProducerRecord<>(KAFKA.spine().telemetryTopic(), "k".getBytes(UTF_8), value));
  }

  private void sendBatches(int count) {
    for (int i = 0; i < count; i++) {
      String vehicle = "RVN" + sequence % 100;
      producer.send(
          new ProducerRecord<>(
              KAFKA.spine().telemetryTopic(),
              vehicle.getBytes(UTF_8),
              TestBatch.of(vehicle, session + sequence)
                  .with("Vehicle.Speed", sequence)
                  .numbered(session, ++sequence)
                  .bytes()));
    }
    producer.flush();
  }

  private long rows() {
    return questDb.count("select count() from telemetry where session = " + session);
  }

  private void awaitStored(long rows) {
    await().atMost(Duration.ofSeconds(40)).until(() -> storage.totals().stored() >= rows);
    await().atMost(Duration.ofSeconds(60)).until(() -> storage.totals().lag() == 0);
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void everyBatchIsARowAndIsNotReadAgain() throws Exception {
    deploy(2);
    sendBatches(5_000);
    awaitStored(5_000);
    assertThat(storage.trouble()).isEmpty();
    assertThat(storage.totals()).isEqualTo(new StorageTotals(5_000, 0, 0));
    undeploy();
    deploy(1);
    sendBatches(10);
    await().until(() -> rows() == 5_010);
    // The counters go on from the first deployment: only the ten new ones were written.
    assertThat(storage.totals().stored()).isEqualTo(5_010);
  }

  @Test
  void stoppingStoresWhatTheLogHolds() throws Exception {
    deploy(1);
    await().until(() -> storage.totals().lag() == 0);
    sendBatches(3_000);
    undeploy();
    await().until(() -> rows() == 3_000);
  }

  @Test
  void poisonIsDeadLetteredOnceAndTheRestIsStored() throws Exception {
    deploy(1);
    sendBatches(100);
    send(null);
    send("no batch".getBytes(UTF_8));
    send(TestBatch.of("v", -1).with("Vehicle.Speed", 1).bytes());
    sendBatches(100);
    awaitStored(200);
    assertThat(storage.totals().deadLettered()).isEqualTo(3);
    try (TopicReader letters = KAFKA.reader(KAFKA.spine().telemetryTopic() + ".dlq")) {
      List<String> reasons = List.of(reason(letters), reason(letters), reason(letters));
      assertThat(reasons).containsExactlyInAnyOrder("malformed", "malformed", "database_refused");
    }
  }

  private void sendAlert(byte[] value) {
    producer.send(new ProducerRecord<>(KAFKA.spine().alertTopic(), "k".getBytes(UTF_8), value));
  }

  private long alertRows(String vehicle) {
    return questDb.count("select count() from alerts where vin = '" + vehicle + "'");
  }

  @Test
  void alertsAreStoredOnceAndCountedApartFromBatches() throws Exception {
    deploy(2);
    sendBatches(10);
    for (int i = 0; i < 100; i++) {
      Alert raised = TestAlert.raised("v" + i, session);
      sendAlert(AlertJson.write(raised));
      sendAlert(AlertJson.write(TestAlert.resolved("v" + i, session, session + 1_000)));
      // Written again after a crash, it is the same record.
      sendAlert(AlertJson.write(raised));
    }
    producer.flush();
    awaitStored(10);
    await().until(() -> questDb.count("select count() from alerts") == 200);
    assertThat(alertRows("v99")).isEqualTo(2);
    assertThat(storage.totals()).isEqualTo(new StorageTotals(10, 0, 0));
    assertThat(registry.get("voltstream.storage.alerts").counter().count()).isEqualTo(300);
  }

  @Test
  void whatIsNoAlertIsDeadLetteredAndTheRestIsStored() throws Exception {
    deploy(1);
    String alert = new String(AlertJson.write(TestAlert.raised("good", session)), UTF_8);
    sendAlert(null);
    sendAlert("{}".getBytes(UTF_8));
    sendAlert(alert.replace("\"good\"", "\"\"").getBytes(UTF_8));
    sendAlert(alert.replace("\"good\"", "\"a\\nb\"").getBytes(UTF_8));
    sendAlert(alert.replace("58.9,", "\"NaN\",").getBytes(UTF_8));
    // What is said of it quotes it, and that is longer than the record.
    sendAlert(garbled(alert.replace("CRITICAL", "%"), 900_000));
    sendAlert(alert.getBytes(UTF_8));
    producer.flush();
    await().until(() -> storage.totals().deadLettered() == 6);
    await().until(() -> alertRows("good") == 1);
    await().until(() -> storage.totals().lag() == 0);
    assertThat(questDb.count("select count() from alerts")).isEqualTo(1);
    try (TopicReader letters = KAFKA.reader(KAFKA.spine().alertTopic() + ".dlq")) {
      for (int i = 0; i < 6; i++) {
        assertThat(reason(letters)).isEqualTo("malformed");
      }
    }
  }

  /** The text with its first % replaced by text that is broken UTF-8 and does not compress. */
  private static byte[] garbled(String text, int count) {
    byte[] garbage = new byte[count];
    Random random = new Random(1);
    for (int i = 0; i + 2 < count; i += 3) {
      garbage[i] = (byte) (0xd0 + random.nextInt(15));
      garbage[i + 1] = (byte) (0x80 + random.nextInt(64));
      garbage[i + 2] = (byte) (0x80 + random.nextInt(64));
    }
    int at = text.indexOf('%');
    return Buffer.buffer(text.substring(0, at))
        .appendBytes(garbage)
        .appendString(text.substring(at + 1))
        .getBytes();
  }

  private static String reason(TopicReader letters) {
    ConsumerRecord<byte[], byte[]> letter = letters.next(any -> true);
    return new String(letter.headers().lastHeader("__streams.errors.exception").value(), UTF_8);
  }

  @Test
  void aDatabaseThatIsDownStopsNothingButStoring() throws Exception {
    deploy(1);
    sendBatches(1_000);
    awaitStored(1_000);
    questDb.stop();
    sendBatches(4_000);
    await().atMost(Duration.ofSeconds(40)).until(() -> storage.trouble().isPresent());
    assertThat(storage.trouble().get()).contains("no answer from").contains("since");
    double rebalances = rebalances();
    questDb.startAgain();
    awaitStored(5_000);
    await().until(() -> storage.trouble().isEmpty());
    assertThat(rebalances()).isEqualTo(rebalances);
    assertThat(storage.totals().deadLettered()).isZero();
  }

  private double rebalances() {
    return registry
        .get("voltstream.consumer.rebalances")
        .tag("group", "voltstream-storage")
        .counter()
        .count();
  }

  @Test
  void startsWithoutADatabaseAndStopsWithoutOne() throws Exception {
    questDb.stop();
    deploy(1);
    sendBatches(100);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> storage.trouble().orElse("").contains("writing to the database"));
    undeploy();
    questDb.startAgain();
    deploy(1);
    await().atMost(Duration.ofSeconds(40)).until(() -> rows() == 100);
  }
}
