package io.voltstream.launcher;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.voltstream.contract.DataPoint;
import io.voltstream.contract.ServerAck;
import io.voltstream.contract.TelemetryBatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A vehicle that does what a test says and reports five times a second. */
final class TestVehicle implements AutoCloseable {
  private static final ServiceMethod<ServerAck, TelemetryBatch> METHOD =
      ServiceMethod.client(
          ServiceName.create("telemetry.TelemetryService"),
          "StreamTelemetry",
          GrpcMessageEncoder.encoder(),
          GrpcMessageDecoder.decoder(ServerAck.getDefaultInstance()));

  private final Vertx vertx = Vertx.vertx();
  private final String id;
  private final AtomicLong sequence = new AtomicLong();
  private final double lat;
  private final double lon;
  private volatile double temperature = 30;

  /** Must not become garbage: the stream would end with it. */
  private final GrpcClient client = GrpcClient.client(vertx);

  /**
   * @param address host:port of ingest
   */
  TestVehicle(String address, String id, double lat, double lon) throws Exception {
    this.id = id;
    this.lat = lat;
    this.lon = lon;
    int colon = address.lastIndexOf(':');
    SocketAddress ingest =
        SocketAddress.inetSocketAddress(
            Integer.parseInt(address.substring(colon + 1)), address.substring(0, colon));
    GrpcClientRequest<TelemetryBatch, ServerAck> stream =
        client.request(ingest, METHOD).await(30, TimeUnit.SECONDS);
    vertx.setPeriodic(0, 200, timer -> stream.write(batch()));
  }

  /** Its battery has this temperature from now on, in degrees Celsius. */
  void heat(double celsius) {
    temperature = celsius;
  }

  String id() {
    return id;
  }

  private TelemetryBatch batch() {
    return TelemetryBatch.newBuilder()
        .setVehicleId(id)
        .setTimestamp(System.currentTimeMillis())
        .setSequence(sequence.incrementAndGet())
        .addPoints(point("Vehicle.CurrentLocation.Latitude", lat))
        .addPoints(point("Vehicle.CurrentLocation.Longitude", lon))
        .addPoints(point("Vehicle.Speed", 0))
        .addPoints(point("Vehicle.Powertrain.TractionBattery.Temperature.Average", temperature))
        .build();
  }

  private static DataPoint point(String sensor, double value) {
    return DataPoint.newBuilder().setSensorId(sensor).setValue(value).build();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
