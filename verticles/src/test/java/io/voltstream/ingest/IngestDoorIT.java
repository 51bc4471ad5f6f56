package io.voltstream.ingest;

import static io.voltstream.ingest.Batches.good;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import io.voltstream.contract.AccessToken;
import io.voltstream.spine.KafkaForTests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in over gRPC. */
class IngestDoorIT {
  @RegisterExtension static final KafkaForTests kafka = new KafkaForTests();
  private static final String SECRET = "a-secret-of-tests";
  private static final ServiceMethod<ServerReflectionResponse, ServerReflectionRequest> REFLECTION =
      ServiceMethod.client(
          ServiceName.create("grpc.reflection.v1.ServerReflection"),
          "ServerReflectionInfo",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ServerReflectionResponse.newBuilder()));
  private static final ServiceMethod<HealthCheckResponse, HealthCheckRequest> HEALTH =
      ServiceMethod.client(
          ServiceName.create("grpc.health.v1.Health"),
          "Check",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(HealthCheckResponse.newBuilder()));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Vertx vertx = Vertx.vertx();
  private IngestVerticle ingest;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    kafka.createTopics(vertx);
    IngestConfig config =
        new IngestConfig(
            "127.0.0.1", 0, 1, 100, Duration.ofDays(7), 2, Optional.of(new AccessToken(SECRET)));
    ingest = new IngestVerticle(config, kafka.spine(), Optional::empty, registry);
    vertx.deployVerticle(ingest).await(30, TimeUnit.SECONDS);
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  private double ended(String how) {
    return registry.get("voltstream.ingest.streams.ended").tag("how", how).counter().count();
  }

  private SocketAddress server() {
    return SocketAddress.inetSocketAddress(ingest.port(), "127.0.0.1");
  }

  @Test
  void aVehicleThatShowsTheTokenIsServed() {
    RawStream stream =
        RawStream.open(client, ingest.port(), Map.of("authorization", "Bearer " + SECRET));
    stream.send(good("v", 1).build().toByteArray());
    await().atMost(Duration.ofSeconds(30)).until(() -> stream.acks().size() == 1);
    stream.end();

    assertThat(stream.status()).isEqualTo(GrpcStatus.OK);
    assertThat(stream.acks().get(0).getSuccess()).isTrue();
  }

  @Test
  void whoShowsNoneIsRefusedBeforeHeHasSentAnything() {
    RawStream stream = RawStream.open(client, ingest.port());

    assertThat(stream.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    assertThat(stream.statusMessage()).contains("authorization: Bearer VOLTSTREAM_TOKEN");
    assertThat(ended("no_token")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"Bearer a-secret-of-testS", "Basic a-secret-of-tests", "a-secret-of-tests", "''"})
  void whoShowsAWrongOneIsRefused(String authorization) {
    RawStream stream =
        RawStream.open(client, ingest.port(), Map.of("authorization", authorization));

    assertThat(stream.status()).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    assertThat(stream.statusMessage()).contains("check VOLTSTREAM_TOKEN").doesNotContain(SECRET);
    assertThat(ended("wrong_token")).isEqualTo(1);
    assertThat(registry.get("voltstream.ingest.streams").gauge().value()).isZero();
  }

  @Test
  void healthIsOpenToProbes() throws Exception {
    HealthCheckResponse answer =
        GrpcClient.client(vertx)
            .request(server(), HEALTH)
            .compose(
                request -> {
                  request.end(HealthCheckRequest.newBuilder().build());
                  return request.response();
                })
            .compose(response -> response.last())
            .await(20, TimeUnit.SECONDS);

    assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void whatThereIsToCallIsNotSaidToStrangers() throws Exception {
    assertThat(reflection(Map.of())).isEqualTo(GrpcStatus.UNAUTHENTICATED);
    assertThat(reflection(Map.of("authorization", "Bearer " + SECRET))).isEqualTo(GrpcStatus.OK);
  }

  private GrpcStatus reflection(Map<String, String> headers) throws Exception {
    return GrpcClient.client(vertx)
        .request(server(), REFLECTION)
        .compose(request -> list(request, headers))
        .await(20, TimeUnit.SECONDS);
  }

  private static Future<GrpcStatus> list(
      GrpcClientRequest<ServerReflectionRequest, ServerReflectionResponse> request,
      Map<String, String> headers) {
    headers.forEach(request.headers()::set);
    request.end(ServerReflectionRequest.newBuilder().setListServices("").build());
    return request
        .response()
        // Ends in a failure unless the status is OK.
        .compose(
            response -> response.end().transform(end -> Future.succeededFuture(response.status())));
  }
}
