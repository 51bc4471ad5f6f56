package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.voltstream.contract.Alert.Type;
import io.voltstream.contract.AlertThreshold.Level;

/** An {@link Alert} as the JSON of telemetry-alerts: the original's five fields, then ours. */
public final class AlertJson {
  private static final Gson GSON = new Gson();

  private AlertJson() {}

  /** UTF-8 bytes of one JSON object without line breaks. */
  public static byte[] write(Alert alert) {
    JsonObject json = new JsonObject();
    json.addProperty("vehicle_id", alert.vehicleId());
    json.addProperty("type", alert.type().name());
    json.addProperty("message", alert.message());
    json.addProperty("value", alert.value());
    json.addProperty("timestamp", alert.timestamp());
    json.addProperty("id", alert.id());
    json.addProperty("rule", alert.rule());
    json.addProperty("signal", alert.signal());
    json.addProperty("level", alert.level().name());
    json.addProperty("unit", alert.unit());
    json.addProperty("threshold", alert.threshold());
    json.addProperty("raised_at", alert.raisedAt());
    return GSON.toJson(json).getBytes(UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is not such an object
   */
  public static Alert read(byte[] bytes) {
    try {
      JsonObject json = GSON.fromJson(new String(bytes, UTF_8), JsonObject.class);
      return new Alert(
          json.get("vehicle_id").getAsString(),
          Type.valueOf(json.get("type").getAsString()),
          json.get("message").getAsString(),
          json.get("value").getAsDouble(),
          json.get("timestamp").getAsLong(),
          json.get("id").getAsString(),
          json.get("rule").getAsString(),
          json.get("signal").getAsString(),
          Level.valueOf(json.get("level").getAsString()),
          json.get("unit").getAsString(),
          json.get("threshold").getAsDouble(),
          json.get("raised_at").getAsLong());
    } catch (JsonParseException
        | NullPointerException
        | UnsupportedOperationException
        | IllegalStateException e) {
      throw new IllegalArgumentException("not an alert: " + e.getMessage(), e);
    }
  }
}
