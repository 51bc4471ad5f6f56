package io.voltstream.ingest;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;

/**
 * What a connection may have open and under way. The defaults (100 streams, 64 KiB for a whole
 * connection) would let the 101st vehicle wait for ever, and one paused stream block all others.
 */
final class Http2Limits {
  /** What a paused stream can make this server hold. */
  static final int STREAM_WINDOW_BYTES = 32 << 10;

  /** A thousand paused streams of one connection do not block its others. */
  private static final int CONNECTION_WINDOW_BYTES = 1024 * STREAM_WINDOW_BYTES;

  private static final int MAX_HEADER_BYTES = 8 << 10;

  private Http2Limits() {}

  static HttpServerOptions options(IngestConfig config, int port) {
    // The frame size stays at its 16 KiB: the gRPC library copies the rest of a frame per message.
    Http2Settings settings =
        new Http2Settings()
            .setMaxConcurrentStreams(config.maxStreams())
            .setInitialWindowSize(STREAM_WINDOW_BYTES)
            .setMaxHeaderListSize(MAX_HEADER_BYTES);
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(port)
        .setTcpKeepAlive(true)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
        .setInitialSettings(settings);
  }
}
