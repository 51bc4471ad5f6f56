package io.voltstream.tsdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.voltstream.contract.Alert;
import java.util.stream.Stream;

/**
 * Puts alerts into line protocol, a line each. The same alert gives the same line, and an episode's
 * begin and end have different times, so they are two rows.
 */
public final class AlertRenderer {
  private static final long MICROS_PER_MILLI = 1_000;

  private final LineDialect dialect;
  private final boolean questDb;

  AlertRenderer(LineDialect dialect) {
    this.dialect = dialect;
    this.questDb = dialect == LineDialect.QUESTDB;
  }

  /** Appends an alert's line. When the answer is not RENDERED, nothing was appended. */
  public Rendering render(Alert alert, LineBuffer out) {
    if (!dialect.canStore(alert.timestamp()) || !dialect.canStore(alert.raisedAt())) {
      return Rendering.TIMESTAMP_NOT_STORABLE;
    }
    boolean ambiguous =
        Stream.of(alert.vehicleId(), alert.rule(), alert.signal())
            .map(text -> text.getBytes(UTF_8))
            .anyMatch(tag -> !dialect.canTag(tag, 0, tag.length));
    if (ambiguous) {
      return Rendering.VEHICLE_ID_NOT_STORABLE;
    }
    out.text(ascii(Tables.ALERTS));
    tag(out, "vin", alert.vehicleId());
    tag(out, "rule", alert.rule());
    tag(out, "signal", alert.signal());
    tag(out, "level", alert.level().name());
    type(out, alert);
    fields(out, alert);
    out.text(ascii(" "));
    out.number(alert.timestamp() * (questDb ? 1 : LineDialect.NANOS_PER_MILLI));
    out.text(ascii("\n"));
    return Rendering.RENDERED;
  }

  /** In InfluxDB a field: as a tag it would be another series for the same alert. */
  private void type(LineBuffer out, Alert alert) {
    if (questDb) {
      tag(out, "type", alert.type().name());
      out.text(ascii(" "));
    } else {
      out.text(ascii(" type="));
      out.quoted(alert.type().name());
      out.text(ascii(","));
    }
  }

  private void fields(LineBuffer out, Alert alert) {
    out.text(ascii("id="));
    out.quoted(alert.id());
    out.text(ascii(",value="));
    out.number(alert.value());
    out.text(ascii(",message="));
    out.quoted(alert.message());
    out.text(ascii(",raised_at="));
    // QuestDB has a column of time stamps for it, in microseconds; InfluxDB has whole numbers.
    out.number(alert.raisedAt() * (questDb ? MICROS_PER_MILLI : 1));
    out.text(ascii(questDb ? "t" : "i"));
  }

  private void tag(LineBuffer out, String name, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    out.text(ascii("," + name + "="));
    out.tag(bytes, 0, bytes.length, questDb);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
