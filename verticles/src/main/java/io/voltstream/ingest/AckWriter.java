package io.voltstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import io.vertx.core.buffer.Buffer;
import io.voltstream.contract.ServerAck;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes {@code ServerAck} bytes without building messages. Not thread-safe. */
final class AckWriter {
  private static final int MAX_MESSAGE_CHARS = 512;
  private final byte[] scratch = new byte[4 * MAX_MESSAGE_CHARS];

  /** Kafka has the batch. */
  Buffer accepted(long sequence, int processingMs) {
    return write(true, "", sequence, processingMs, 0);
  }

  /** The batch is refused for good, or to be sent again when {@code retryAfterMs} is above 0. */
  Buffer refused(String message, long sequence, int processingMs, int retryAfterMs) {
    return write(false, message, sequence, processingMs, retryAfterMs);
  }

  private Buffer write(
      boolean success, String message, long sequence, int processingMs, int retryAfterMs) {
    CodedOutputStream out = CodedOutputStream.newInstance(scratch);
    try {
      if (success) {
        out.writeBool(ServerAck.SUCCESS_FIELD_NUMBER, true);
      } else {
        String text = message.substring(0, Math.min(message.length(), MAX_MESSAGE_CHARS));
        out.writeByteArray(ServerAck.ERROR_MESSAGE_FIELD_NUMBER, text.getBytes(UTF_8));
      }
      if (processingMs > 0) {
        out.writeInt32(ServerAck.PROCESSING_TIME_MS_FIELD_NUMBER, processingMs);
      }
      if (sequence != 0) {
        out.writeUInt64(ServerAck.SEQUENCE_FIELD_NUMBER, sequence);
      }
      if (retryAfterMs > 0) {
        out.writeInt32(ServerAck.RETRY_AFTER_MS_FIELD_NUMBER, retryAfterMs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(out.getTotalBytesWritten())
        .appendBytes(scratch, 0, out.getTotalBytesWritten());
  }
}
