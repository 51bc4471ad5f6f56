package io.voltstream.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that lines are appended to. They are collected by one thread and written by another, so
 * that a slow disk does not hold up the fleet; what cannot be written is tried again until the log
 * is closed.
 */
final class LineLog {
  private static final int CHUNK_CHARS = 32 << 10;

  /** So much may wait for the disk before {@link #isBehind}. */
  private static final long MAX_WAITING = 16 << 20;

  private static final long RETRY_MS = 500;

  private final String name;
  private final FileChannel channel;
  private final ExecutorService writer;
  private final AtomicLong waiting = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private StringBuilder lines = new StringBuilder(CHUNK_CHARS);
  private volatile String failure;
  private volatile String lost;

  private LineLog(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
    writer = Executors.newSingleThreadExecutor(task -> new Thread(task, "line-log"));
  }

  /**
   * Opens a file to append to; creates it when it is not there.
   *
   * @param what the file is, for people
   * @throws IOException when it cannot be written
   */
  static LineLog open(String what, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new LineLog(what + " " + file, channel);
  }

  /** Where the next line goes, without its line break. */
  StringBuilder line() {
    return lines;
  }

  /** The line is complete. */
  void endLine() {
    lines.append('\n');
    if (lines.length() > CHUNK_CHARS - 128) {
      flush();
    }
  }

  /** Hands what was collected over to be written; called every 100 ms or so. */
  void flush() {
    if (lines.length() > 0) {
      String chunk = lines.toString();
      lines = new StringBuilder(CHUNK_CHARS);
      waiting.addAndGet(chunk.length());
      writer.execute(() -> write(chunk));
    }
  }

  private void write(String chunk) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk.getBytes(US_ASCII));
    boolean again = true;
    while (bytes.hasRemaining() && again) {
      try {
        channel.write(bytes);
        failure = null;
      } catch (IOException e) {
        failure = e.getMessage() == null ? e.toString() : e.getMessage();
        again = isOpenAfterPause();
      }
    }
    if (bytes.hasRemaining()) {
      lost = failure;
    }
    waiting.addAndGet(-chunk.length());
  }

  private boolean isOpenAfterPause() {
    try {
      return !closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** True while the disk is so far behind that the fleet must not go on. */
  boolean isBehind() {
    return waiting.get() > MAX_WAITING;
  }

  /** Why lines are not on disk; empty when all is well. Thread-safe. */
  Optional<String> trouble() {
    String why = failure;
    if (why == null) {
      return isBehind() ? Optional.of(name + ": the disk is slow") : Optional.empty();
    }
    return Optional.of(name + ": " + why);
  }

  /** Writes what is left and closes the file; fails when some of it could not be written. */
  CompletableFuture<Void> close() {
    flush();
    closing.countDown();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(this::closeFile, writer);
    writer.shutdown();
    return closed;
  }

  private void closeFile() {
    try (channel) {
      if (lost != null) {
        throw new IOException(lost);
      }
    } catch (IOException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }
}
