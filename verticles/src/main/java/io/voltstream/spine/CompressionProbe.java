package io.voltstream.spine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/** Whether this machine can compress as the settings say: snappy and zstd bring native code. */
public final class CompressionProbe {
  private CompressionProbe() {}

  /**
   * Compresses something as the producer would.
   *
   * @throws IllegalStateException saying what to do when it cannot
   */
  public static void run(SpineConfig config) {
    Compression compression = Compression.of(config.compression()).build();
    try (OutputStream out =
        compression.wrapForOutput(
            new ByteBufferOutputStream(512), RecordBatch.CURRENT_MAGIC_VALUE)) {
      out.write("voltstream".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | KafkaException | LinkageError e) {
      throw new IllegalStateException(
          "%s cannot be loaded from %s (%s): give a temporary folder from which code may run by JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR, or set KAFKA_COMPRESSION=gzip"
              .formatted(config.compression(), System.getProperty("java.io.tmpdir"), rootOf(e)),
          e);
    }
  }

  /** What the loader said, below what Kafka made of it. */
  private static Throwable rootOf(Throwable failure) {
    return failure.getCause() == null ? failure : rootOf(failure.getCause());
  }
}
