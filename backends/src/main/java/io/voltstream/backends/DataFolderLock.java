package io.voltstream.backends;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to use one data folder, held by a lock of the system on a file in it. The system takes
 * the lock back when the process dies, however it dies, so a folder is never left locked.
 */
final class DataFolderLock implements AutoCloseable {
  private static final String FILE = ".voltstream.lock";

  private final FileChannel channel;

  private DataFolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the folder when it is missing and takes it.
   *
   * @throws DataFolderInUseException when a running backend has it
   * @throws DataFolderException when it cannot be made or written
   */
  static DataFolderLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
      try {
        lock(folder, channel);
        return new DataFolderLock(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw DataFolderException.notWritable(folder, e);
    }
  }

  /** Who has a folder; looks with a lock that others may share, and gives it back at once. */
  static Optional<String> holderOf(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null ? Optional.of(holder(channel)) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.of("this process");
    } catch (IOException e) {
      throw DataFolderException.notWritable(folder, e);
    }
  }

  private static void lock(Path folder, FileChannel channel) throws IOException {
    boolean taken;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      taken = false; // Another backend of this very process has it.
    }
    if (!taken) {
      throw new DataFolderInUseException(folder, holder(channel));
    }
    // Who has it, for the message of the next one who wants it.
    channel.truncate(0);
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
