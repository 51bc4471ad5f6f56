package io.voltstream.sse;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the page, plain and compressed, each with a strong validator of its own.
 *
 * @param packed null when compressing does not make it smaller
 */
record StaticFile(String contentType, Buffer plain, String etag, Buffer packed) {
  private static final int ETAG_BYTES = 12;

  static StaticFile of(String contentType, byte[] content) {
    byte[] packed = gzip(content);
    return new StaticFile(
        contentType,
        Buffer.buffer(content),
        digest(content),
        packed.length < content.length ? Buffer.buffer(packed) : null);
  }

  /** The validator of what is sent to a client that takes gzip, or does not. */
  String etag(boolean gzip) {
    return '"' + etag + (gzip && packed != null ? "-gz\"" : "\"");
  }

  private static String digest(byte[] content) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(sum, 0, ETAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
