package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;

/** One JSON event per vehicle. */
final class PlainForm implements FeedForm {
  private static final int DEGREE_DIGITS = 6;
  private static final int VALUE_DIGITS = 2;
  private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");

  private final MapSignals map;
  private final SseText text = new SseText();

  PlainForm(MapSignals map) {
    this.map = map;
  }

  @Override
  public String label() {
    return "plain";
  }

  @Override
  public void begin(Collection<LiveVehicle> fleet) {}

  @Override
  public Buffer changes(List<LiveVehicle> changed, long now) {
    return whole(changed, now);
  }

  @Override
  public Buffer whole(Collection<LiveVehicle> fleet, long now) {
    text.clear();
    fleet.forEach(this::telemetry);
    return Buffer.buffer(text.toString());
  }

  @Override
  public boolean wholeReplaces() {
    return false;
  }

  @Override
  public Buffer beat(Beat beat) {
    return KEEP_ALIVE;
  }

  private void telemetry(LiveVehicle vehicle) {
    Readings readings = vehicle.readings();
    text.raw("event: telemetry\ndata: {\"vin\":").quoted(vehicle.vin());
    if (map.hasPosition(readings)) {
      text.raw(",\"lat\":").decimal(readings.value(map.lat()), DEGREE_DIGITS);
      text.raw(",\"lon\":").decimal(readings.value(map.lon()), DEGREE_DIGITS);
    }
    if (readings.has(map.speed())) {
      text.raw(",\"speed\":").decimal(readings.value(map.speed()), VALUE_DIGITS);
    }
    if (readings.has(map.temperature())) {
      text.raw(",\"temp\":").decimal(readings.value(map.temperature()), VALUE_DIGITS);
    }
    text.raw(",\"timestamp\":").whole(vehicle.timestamp()).raw("}\n\n");
  }
}
