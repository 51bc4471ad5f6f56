package io.voltstream.ingest;

import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.health.handler.GrpcHealthCheckV1Handler;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.health.v1.HealthProto;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.Service;
import java.util.function.BooleanSupplier;

/**
 * {@code grpc.health.v1.Health/Check} for the telemetry service and for the node (empty name).
 * Watch is left out: the library's handler forgets no watcher that was reset, and answers the empty
 * name without asking.
 */
final class IngestHealth {
  private IngestHealth() {}

  static Service service(ServiceName telemetry, BooleanSupplier serving) {
    return Service.service(
            ServiceName.create("grpc.health.v1.Health"),
            HealthProto.getDescriptor().findServiceByName("Health"))
        .bind(
            GrpcHealthCheckV1Handler.SERVICE_METHOD,
            request -> request.handler(check -> answer(request, check, telemetry, serving)))
        .build();
  }

  private static void answer(
      GrpcServerRequest<HealthCheckRequest, HealthCheckResponse> request,
      HealthCheckRequest check,
      ServiceName telemetry,
      BooleanSupplier serving) {
    String name = check.getService();
    if (!name.isEmpty() && !name.equals(telemetry.fullyQualifiedName())) {
      request.response().status(GrpcStatus.NOT_FOUND).end();
      return;
    }
    ServingStatus status =
        serving.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    request.response().end(HealthCheckResponse.newBuilder().setStatus(status).build());
  }
}
