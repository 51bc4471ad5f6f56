package io.voltstream.ingest;

import static io.voltstream.ingest.Batches.good;
import static io.voltstream.ingest.Batches.point;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import io.voltstream.contract.ServerAck;
import io.voltstream.contract.TelemetryBatch;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.spine.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IngestIT {
  @RegisterExtension static final KafkaForTests kafka = new KafkaForTests();

  private static final ServiceName HEALTH = ServiceName.create("grpc.health.v1.Health");
  private static final int STREAMS = 10_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<Optional<String>> hold = new AtomicReference<>(Optional.empty());
  private Vertx vertx;
  private IngestVerticle ingest;
  private String deployment;
  private HttpClient client;

  @BeforeAll
  static void lookOften() {
    Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
  }

  @BeforeEach
  void startIngest() throws Exception {
    vertx = Vertx.vertx();
    kafka.createTopics(vertx);
    IngestConfig config =
        new IngestConfig("127.0.0.1", 0, 2, STREAMS, Duration.ofDays(7), 2, Optional.empty());
    ingest = new IngestVerticle(config, kafka.spine(), hold::get, registry);
    deployment = vertx.deployVerticle(ingest).await(30, TimeUnit.SECONDS);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MultiplexingLimit(STREAMS)
                .setHttp2ConnectionWindowSize(64 << 20)
                .setInitialSettings(new Http2Settings().setInitialWindowSize(64 << 10)),
            new PoolOptions().setHttp2MaxSize(1));
  }

  @AfterEach
  void stopIngest() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  private RawStream stream() {
    return RawStream.open(client, ingest.port());
  }

  private double counter(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private static void awaitAcks(RawStream stream, int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> stream.acks().size() >= count);
  }

  @Test
  void acknowledgesTheOriginalsClientInOrderWhenKafkaHasItsBatches() {
    // Given
    OriginalClient original = new OriginalClient();
    RawStream stream = stream();
    long before = kafka.recordCount();

    // When
    for (int i = 0; i < 10_000; i++) {
      stream.send(i % 1_000 == 999 ? original.batch("", i) : original.batch("RVN000000001", i));
    }
    stream.end();

    // Then
    assertThat(stream.status()).isEqualTo(GrpcStatus.OK);
    assertThat(stream.acks()).hasSize(10_000);
    for (int i = 0; i < 10_000; i++) {
      assertThat(stream.acks().get(i).getSuccess()).as("ack %d", i).isEqualTo(i % 1_000 != 999);
    }
    assertThat(kafka.recordCount() - before).isEqualTo(9_990);
    assertThat(counter("voltstream.events.received")).isEqualTo(10_000);
    assertThat(counter("voltstream.events.processed")).isEqualTo(9_990);
  }

  @Test
  void writesTheBytesThatCameUnderTheVehiclesKey() {
    byte[] batch = good("RVN-bytes", 7).build().toByteArray();
    RawStream stream = stream();
    try (TopicReader reader = kafka.reader(kafka.spine().telemetryTopic())) {
      stream.send(batch);
      awaitAcks(stream, 1);
      var record = reader.next(r -> new String(r.key(), UTF_8).equals("RVN-bytes"));
      assertThat(record.value()).isEqualTo(batch);
    }
    ServerAck ack = stream.acks().get(0);
    assertThat(ack.getSuccess()).isTrue();
    assertThat(ack.getSequence()).isEqualTo(7);
    assertThat(ack.getErrorMessage()).isEmpty();
  }

  static Stream<Arguments> badInput() {
    long now = System.currentTimeMillis();
    TelemetryBatch.Builder many = good("v", 1).clearPoints();
    for (int i = 0; i < 257; i++) {
      many.addPoints(point("Vehicle.Speed", i));
    }
    String nan = "value_not_finite";
    return Stream.of(
        Arguments.of("vehicle_id_empty", good("", 1)),
        Arguments.of("vehicle_id_too_long", good("v".repeat(65), 1)),
        Arguments.of("vehicle_id_control_character", good("v\n1", 1)),
        Arguments.of("no_points", good("v", 1).clearPoints()),
        Arguments.of("sensor_twice", many),
        Arguments.of("too_many_points", distinctPoints(257)),
        Arguments.of("sensor_id_empty", good("v", 1).addPoints(point("", 1))),
        Arguments.of("sensor_id_too_long", good("v", 1).addPoints(point("x".repeat(129), 1))),
        Arguments.of("sensor_id_character", good("v", 1).addPoints(point("a,b", 1))),
        Arguments.of("sensor_twice", good("v", 1).addPoints(point("Vehicle.Speed", 1))),
        Arguments.of(nan, good("v", 1).addPoints(point("Vehicle.X", Double.NaN))),
        Arguments.of(nan, good("v", 1).addPoints(point("Vehicle.X", Double.POSITIVE_INFINITY))),
        Arguments.of(
            "latitude_out_of_range",
            good("v", 1).setPoints(1, point("Vehicle.CurrentLocation.Latitude", -90.5))),
        Arguments.of(
            "longitude_out_of_range",
            good("v", 1).setPoints(2, point("Vehicle.CurrentLocation.Longitude", 181))),
        Arguments.of("timestamp_in_future", good("v", 1).setTimestamp(now + 3_600_000)),
        Arguments.of("timestamp_too_old", good("v", 1).setTimestamp(now - 8 * 86_400_000L)));
  }

  private static TelemetryBatch.Builder distinctPoints(int count) {
    TelemetryBatch.Builder batch = good("v", 1).clearPoints();
    for (int i = 0; i < count; i++) {
      batch.addPoints(point("Vehicle.Cell" + i, i));
    }
    return batch;
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void refusesABadBatchWithItsReasonAndGoesOn(String reason, TelemetryBatch.Builder bad) {
    RawStream stream = stream();

    stream.send(bad.build().toByteArray()).send(good("v", 2).build().toByteArray());
    awaitAcks(stream, 2);

    ServerAck refusal = stream.acks().get(0);
    assertThat(refusal.getSuccess()).isFalse();
    assertThat(refusal.getErrorMessage()).isNotBlank();
    assertThat(refusal.getRetryAfterMs()).isZero();
    assertThat(refusal.getSequence()).isEqualTo(1);
    assertThat(stream.acks().get(1).getSuccess()).isTrue();
    assertThat(counter("voltstream.ingest.refused", "reason", reason)).isEqualTo(1);
    assertThat(stream.isEnded()).isFalse();
  }

  @Test
  void acceptsAVehicleAtZeroLatitudeAndLongitude() {
    RawStream stream = stream();
    stream.send(
        good("v", 1)
            .setPoints(1, point("Vehicle.CurrentLocation.Latitude", 0))
            .setPoints(2, point("Vehicle.CurrentLocation.Longitude", 0))
            .build()
            .toByteArray());
    awaitAcks(stream, 1);
    assertThat(stream.acks().get(0).getSuccess()).isTrue();
  }

  @Test
  void refusesTheUnknownSensorThatIsOneTooMany() {
    RawStream stream = stream();
    for (int i = 1; i <= 4; i++) {
      // The limit is 2: the third is refused, the second again is not.
      String sensor = "Vehicle.Unknown" + (i == 4 ? 2 : i);
      stream.send(good("v", i).addPoints(point(sensor, 1)).build().toByteArray());
    }
    awaitAcks(stream, 4);
    assertThat(stream.acks())
        .extracting(ServerAck::getSuccess)
        .containsExactly(true, true, false, true);
    assertThat(stream.acks().get(2).getErrorMessage()).contains("MAX_UNKNOWN_SIGNALS");
    assertThat(counter("voltstream.ingest.refused", "reason", "too_many_unknown_sensors"))
        .isEqualTo(1);
  }

  @Test
  void endsAStreamThatSendsSomethingElse() {
    RawStream stream = stream().send("this is not protobuf".getBytes(UTF_8));
    assertThat(stream.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT);
    assertThat(stream.statusMessage()).contains("TelemetryBatch");
    assertStreamsGone();
  }

  @Test
  void endsAStreamWhoseMessageIsTooLarge() {
    RawStream stream = stream().send(0, 256 * 1024 + 1, new byte[16 * 1024]);
    assertThat(stream.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
    assertThat(stream.statusMessage()).contains("262144");
    assertStreamsGone();
  }

  @Test
  void acceptsAMessageOfTheLargestSize() {
    RawStream stream = stream().send(largestBatch());
    awaitAcks(stream, 1);
    assertThat(stream.acks().get(0).getSuccess()).isTrue();
  }

  private static byte[] largestBatch() {
    TelemetryBatch.Builder batch = good("v", 1);
    ByteString fill = ByteString.copyFrom(new byte[BATCH_FILL - batch.build().getSerializedSize()]);
    var field =
        com.google.protobuf.UnknownFieldSet.Field.newBuilder().addLengthDelimited(fill).build();
    batch.setUnknownFields(
        com.google.protobuf.UnknownFieldSet.newBuilder().addField(1000, field).build());
    byte[] bytes = batch.build().toByteArray();
    assertThat(bytes.length).isBetween(256 * 1024 - 8, 256 * 1024);
    return bytes;
  }

  private static final int BATCH_FILL = 256 * 1024 - 7;

  @ParameterizedTest
  @MethodSource("encodings")
  void endsAStreamThatCompresses(int flag, Map<String, String> headers) {
    RawStream stream = RawStream.open(client, ingest.port(), headers);
    byte[] batch = good("v", 1).build().toByteArray();
    if (!stream.isEnded()) {
      stream.send(flag, batch.length, batch);
    }
    assertThat(stream.status()).isEqualTo(GrpcStatus.UNIMPLEMENTED);
    assertThat(stream.acks()).isEmpty();
    assertStreamsGone();
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(1, Map.of()),
        Arguments.of(1, Map.of("grpc-encoding", "identity")),
        Arguments.of(1, Map.of("grpc-encoding", "gzip")),
        Arguments.of(0, Map.of("grpc-encoding", "br")));
  }

  private void assertStreamsGone() {
    await()
        .untilAsserted(
            () -> assertThat(registry.get("voltstream.ingest.streams").gauge().value()).isZero());
  }

  @Test
  void servesTenThousandStreamsOnOneConnection() {
    List<RawStream> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      streams.add(stream());
    }
    for (int i = 0; i < STREAMS; i++) {
      streams.get(i).send(good("RVN" + i, i + 1).build().toByteArray());
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> streams.stream().noneMatch(stream -> stream.acks().isEmpty()));
    for (int i = 0; i < STREAMS; i++) {
      assertThat(streams.get(i).acks().get(0).getSequence()).isEqualTo(i + 1);
    }
    assertThat(registry.get("voltstream.ingest.connections").gauge().value()).isEqualTo(1);
    RawStream oneTooMany = RawStream.open(otherClient(), ingest.port());
    assertThat(oneTooMany.status()).isEqualTo(GrpcStatus.RESOURCE_EXHAUSTED);
  }

  private HttpClient otherClient() {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false));
  }

  @Test
  void oneStreamThatReadsNoAcksDoesNotBlockTheOthers() {
    RawStream deaf = stream();
    deaf.pauseAcks();
    RawStream other = stream();
    byte[] batch = good("deaf", 1).build().toByteArray();
    deaf.send(batch);
    await().until(() -> counter("voltstream.events.processed") >= 1);
    for (int i = 0; i < 20_000; i++) {
      deaf.send(batch);
    }
    other.send(good("other", 2).build().toByteArray());
    awaitAcks(other, 1);
    // The deaf stream is paused long before the server has taken all that it sent.
    await().until(() -> counter("voltstream.ingest.pauses") >= 1);
    for (int i = 0; i < 1_000; i++) {
      other.send(good("other", 3 + i).build().toByteArray());
    }
    awaitAcks(other, 1_001);
    deaf.resumeAcks();
    awaitAcks(deaf, 20_001);
  }

  @Test
  void pausesWhileTheDiskIsFullAndLosesNothing() {
    RawStream stream = stream();
    stream.send(good("v", 1).build().toByteArray());
    awaitAcks(stream, 1);
    hold.set(Optional.of("the disk is full"));
    await().until(() -> counter("voltstream.ingest.pauses") >= 1);
    assertThat(ingest.trouble()).contains("the disk is full");
    for (int i = 0; i < 100; i++) {
      stream.send(good("v", i + 2).build().toByteArray());
    }
    assertThat(stream.acks()).hasSize(1);
    hold.set(Optional.empty());
    awaitAcks(stream, 101);
    assertThat(stream.acks()).allMatch(ServerAck::getSuccess);
    assertThat(ingest.trouble()).isEmpty();
  }

  @Test
  void takesNoMoreThanItsWindowFromAStreamThatItHasPaused() throws Exception {
    RawStream stream = stream().send(good("v", 1).build().toByteArray());
    awaitAcks(stream, 1);
    hold.set(Optional.of("the disk is full"));
    await().until(() -> counter("voltstream.ingest.pauses") >= 1);
    byte[] largest = largestBatch();
    for (int i = 0; i < 20; i++) {
      stream.send(largest);
    }
    // Each check goes there and back on the same connection: time enough for many a window.
    GrpcClient grpc = GrpcClient.client(vertx, client);
    SocketAddress server = SocketAddress.inetSocketAddress(ingest.port(), "127.0.0.1");
    for (int i = 0; i < 200; i++) {
      assertThat(health(grpc, server, "")).isEqualTo(ServingStatus.SERVING);
    }
    assertThat(stream.taken()).isEqualTo(1);
    hold.set(Optional.empty());
    awaitAcks(stream, 21);
  }

  @Test
  void holdsBatchesWhileKafkaIsAwayAndAcknowledgesThemOnceItIsBack() {
    RawStream stream = stream();
    stream.send(good("away", 1).build().toByteArray());
    awaitAcks(stream, 1);
    long before = kafka.recordCount();

    kafka.stop();
    for (int i = 2; i <= 1_000; i++) {
      stream.send(good("away", i).build().toByteArray());
    }
    // The line is full: the stream is paused and the rest waits at the vehicle.
    await().until(() -> counter("voltstream.ingest.pauses") >= 1);
    assertThat(stream.acks()).hasSize(1);
    await().until(() -> ingest.trouble().orElse("").contains("Kafka"));
    kafka.startAgain();

    awaitAcks(stream, 1_000);
    assertThat(stream.acks()).allMatch(ServerAck::getSuccess);
    assertThat(kafka.recordCount() - before).isEqualTo(999);
    assertThat(ingest.trouble()).isEmpty();
  }

  @Test
  void answersEveryAcceptedBatchBeforeItStops() throws Exception {
    long before = kafka.recordCount();
    List<RawStream> streams = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      streams.add(stream());
    }
    for (int n = 0; n < 200; n++) {
      for (RawStream stream : streams) {
        stream.send(good("v", n + 1).build().toByteArray());
      }
    }
    await().until(() -> counter("voltstream.events.processed") >= 1_000);
    vertx.undeploy(deployment).await(30, TimeUnit.SECONDS);
    for (RawStream stream : streams) {
      assertThat(stream.status()).isEqualTo(GrpcStatus.UNAVAILABLE);
      assertThat(stream.acks()).allMatch(ServerAck::getSuccess);
      for (int i = 0; i < stream.acks().size(); i++) {
        assertThat(stream.acks().get(i).getSequence()).isEqualTo(i + 1);
      }
    }
    double acked = streams.stream().mapToInt(s -> s.acks().size()).sum();
    assertThat(acked).isGreaterThanOrEqualTo(1_000);
    assertThat(counter("voltstream.events.processed")).isEqualTo(acked);
    assertThat(kafka.recordCount() - before).isEqualTo((long) acked);
    assertThat(registry.get("voltstream.ingest.in.flight").gauge().value()).isZero();
  }

  @Test
  void saysThatItDoesNotServeWhileItsLastBatchesWaitForKafka() throws Exception {
    RawStream stream = stream().send(good("v", 1).build().toByteArray());
    awaitAcks(stream, 1);
    GrpcClient grpc = GrpcClient.client(vertx, client);
    SocketAddress server = SocketAddress.inetSocketAddress(ingest.port(), "127.0.0.1");
    kafka.stop();
    try {
      stream.send(good("v", 2).build().toByteArray());
      await().until(() -> counter("voltstream.events.received") >= 2);
      Future<Void> stopping = vertx.undeploy(deployment);
      await().until(() -> ingest.trouble().isPresent());
      assertThat(health(grpc, server, "")).isEqualTo(ServingStatus.NOT_SERVING);
      assertThat(stream().status()).isEqualTo(GrpcStatus.UNAVAILABLE);
      stopping.await(30, TimeUnit.SECONDS);
      // Nobody knows whether Kafka has it: no ack says so.
      assertThat(stream.acks()).hasSize(1);
    } finally {
      kafka.startAgain();
    }
  }

  @Test
  void keepsTheRecordsOfAVehicleThatHangsUp() {
    RawStream stream = stream();
    for (int i = 0; i < 100; i++) {
      stream.send(good("v", i + 1).build().toByteArray());
    }
    awaitAcks(stream, 1);
    stream.reset();
    assertStreamsGone();
    await()
        .untilAsserted(
            () -> assertThat(registry.get("voltstream.ingest.in.flight").gauge().value()).isZero());
    assertThat(counter("voltstream.events.processed"))
        .isEqualTo(counter("voltstream.events.received"));
  }

  @Test
  void saysThatItServesAndThatItExists() throws Exception {
    GrpcClient grpc = GrpcClient.client(vertx);
    SocketAddress server = SocketAddress.inetSocketAddress(ingest.port(), "127.0.0.1");
    assertThat(health(grpc, server, "")).isEqualTo(ServingStatus.SERVING);
    assertThat(health(grpc, server, "telemetry.TelemetryService")).isEqualTo(ServingStatus.SERVING);
    ServiceMethod<ServerReflectionResponse, ServerReflectionRequest> reflection =
        ServiceMethod.client(
            ServiceName.create("grpc.reflection.v1.ServerReflection"),
            "ServerReflectionInfo",
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(ServerReflectionResponse.newBuilder()));
    ServerReflectionResponse services =
        grpc.request(server, reflection)
            .compose(
                request -> {
                  request.end(ServerReflectionRequest.newBuilder().setListServices("").build());
                  return request.response();
                })
            .compose(response -> response.last())
            .await(20, TimeUnit.SECONDS);
    assertThat(services.getListServicesResponse().getServiceList())
        .extracting(s -> s.getName())
        .contains("telemetry.TelemetryService", "grpc.health.v1.Health");
  }

  private static ServingStatus health(GrpcClient grpc, SocketAddress server, String service)
      throws Exception {
    ServiceMethod<HealthCheckResponse, HealthCheckRequest> check =
        ServiceMethod.client(
            HEALTH,
            "Check",
            GrpcMessageEncoder.encoder(),
            GrpcMessageDecoder.decoder(HealthCheckResponse.newBuilder()));
    return grpc.request(server, check)
        .compose(
            request -> {
              request.end(HealthCheckRequest.newBuilder().setService(service).build());
              return request.response();
            })
        .compose(response -> response.last())
        .await(20, TimeUnit.SECONDS)
        .getStatus();
  }
}
