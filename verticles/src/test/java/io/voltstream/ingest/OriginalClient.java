package io.voltstream.ingest;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;

/** Batches as a client builds them that knows the original's messages and no field added since. */
final class OriginalClient {
  private static final String[] SENSORS = {
    "Vehicle.Speed",
    "Vehicle.Powertrain.TractionBattery.Temperature.Average",
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure",
    "Vehicle.CurrentLocation.Latitude",
    "Vehicle.CurrentLocation.Longitude"
  };

  private final Descriptor batch;
  private final Descriptor point;

  OriginalClient() {
    DescriptorProto points =
        DescriptorProto.newBuilder()
            .setName("DataPoint")
            .addField(field("sensor_id", 1, Type.TYPE_STRING))
            .addField(field("value", 2, Type.TYPE_DOUBLE))
            .build();
    DescriptorProto batches =
        DescriptorProto.newBuilder()
            .setName("TelemetryBatch")
            .addField(field("vehicle_id", 1, Type.TYPE_STRING))
            .addField(field("timestamp", 2, Type.TYPE_INT64))
            .addField(
                field("points", 3, Type.TYPE_MESSAGE)
                    .setLabel(Label.LABEL_REPEATED)
                    .setTypeName(".telemetry.DataPoint"))
            .build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("original.proto")
            .setPackage("telemetry")
            .setSyntax("proto3")
            .addMessageType(points)
            .addMessageType(batches)
            .build();
    try {
      FileDescriptor built = FileDescriptor.buildFrom(file, new FileDescriptor[0]);
      point = built.findMessageTypeByName("DataPoint");
      batch = built.findMessageTypeByName("TelemetryBatch");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL);
  }

  byte[] batch(String vehicle, int n) {
    DynamicMessage.Builder message =
        DynamicMessage.newBuilder(batch)
            .setField(batch.findFieldByName("vehicle_id"), vehicle)
            .setField(batch.findFieldByName("timestamp"), System.currentTimeMillis());
    for (int i = 0; i < SENSORS.length; i++) {
      message.addRepeatedField(
          batch.findFieldByName("points"),
          DynamicMessage.newBuilder(point)
              .setField(point.findFieldByName("sensor_id"), SENSORS[i])
              .setField(point.findFieldByName("value"), 30.0 + i + n % 10)
              .build());
    }
    return message.build().toByteArray();
  }
}
