package io.voltstream.storage;

import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertJson;
import io.voltstream.tsdb.AlertRenderer;
import io.voltstream.tsdb.LineBuffer;
import io.voltstream.tsdb.Rendering;
import java.util.stream.Stream;

/** The records of telemetry-alerts. */
final class AlertLines implements RecordLines {
  private final AlertRenderer renderer;
  private Alert alert;

  AlertLines(AlertRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public String read(byte[] value) {
    if (value == null) {
      return "no value";
    }
    try {
      alert = AlertJson.read(value);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    return check();
  }

  /**
   * Anybody may write to the topic: what would break a line, or a row's key, must not get there.
   */
  private String check() {
    if (!Double.isFinite(alert.value())) {
      return "value is " + alert.value() + ", not a finite number";
    }
    if (Stream.of(alert.vehicleId(), alert.rule(), alert.signal()).anyMatch(String::isEmpty)) {
      return "vehicle_id, rule or signal is empty";
    }
    boolean control =
        Stream.of(alert.vehicleId(), alert.rule(), alert.signal(), alert.id(), alert.message())
            .anyMatch(text -> text.chars().anyMatch(Character::isISOControl));
    return control ? "a text has a control character" : null;
  }

  @Override
  public long happenedAt() {
    return alert.timestamp();
  }

  @Override
  public int lines() {
    return 1;
  }

  @Override
  public Rendering render(LineBuffer out) {
    return renderer.render(alert, out);
  }
}
