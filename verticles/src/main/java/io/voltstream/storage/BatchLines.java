package io.voltstream.storage;

import static io.voltstream.contract.BatchReader.MAX_BATCH_BYTES;

import io.voltstream.contract.BatchCheck;
import io.voltstream.contract.BatchReader;
import io.voltstream.tsdb.LineBuffer;
import io.voltstream.tsdb.LineRenderer;
import io.voltstream.tsdb.Rendering;

/** The records of telemetry-raw. */
final class BatchLines implements RecordLines {
  private final BatchReader reader;
  private final LineRenderer renderer;
  private byte[] batch;

  BatchLines(BatchReader reader, LineRenderer renderer) {
    this.reader = reader;
    this.renderer = renderer;
  }

  @Override
  public String read(byte[] value) {
    batch = value;
    if (value == null) {
      return "no value";
    }
    if (value.length > MAX_BATCH_BYTES) {
      return "larger than " + MAX_BATCH_BYTES + " bytes";
    }
    BatchCheck check = reader.read(value);
    return check == BatchCheck.ACCEPTED ? null : reader.describe(check);
  }

  @Override
  public long happenedAt() {
    return reader.timestamp();
  }

  @Override
  public int lines() {
    return renderer.lines(reader);
  }

  @Override
  public Rendering render(LineBuffer out) {
    return renderer.render(reader, batch, out);
  }
}
