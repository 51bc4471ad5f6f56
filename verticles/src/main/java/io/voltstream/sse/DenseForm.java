package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Whole frames and deltas, base64 in one event. */
final class DenseForm implements FeedForm {
  private final DenseEncoder encoder;

  DenseForm(MapSignals map) {
    this.encoder = new DenseEncoder(map);
  }

  @Override
  public String label() {
    return "dense";
  }

  @Override
  public void begin(Collection<LiveVehicle> fleet) {
    encoder.rebase(fleet);
  }

  @Override
  public Buffer changes(List<LiveVehicle> changed, long now) {
    return event("delta", encoder.delta(changed, now));
  }

  @Override
  public Buffer whole(Collection<LiveVehicle> fleet, long now) {
    return event("whole", encoder.whole(fleet, now));
  }

  @Override
  public boolean wholeReplaces() {
    return true;
  }

  @Override
  public Buffer beat(Beat beat) {
    SseText text = new SseText();
    text.raw("event: beat\ndata: {\"time\":").whole(beat.time());
    text.raw(",\"node\":").quoted(beat.node());
    text.raw(",\"events_per_s\":").whole(beat.eventsPerSecond());
    text.raw(",\"vehicles\":").whole(beat.vehicles());
    beat.trouble().ifPresent(why -> text.raw(",\"trouble\":").quoted(why));
    text.raw("}\n\n");
    return Buffer.buffer(text.toString());
  }

  private static Buffer event(String name, byte[] frame) {
    byte[] data = Base64.getEncoder().encode(frame);
    return Buffer.buffer(data.length + 32)
        .appendString("event: ")
        .appendString(name)
        .appendString("\ndata: ")
        .appendBytes(data)
        .appendString("\n\n");
  }
}
