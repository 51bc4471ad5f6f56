package io.voltstream.launcher;

import java.util.Optional;

/** Judges the free space of the data folder's disk. */
final class DiskGuard {
  /** What the free space asks for. */
  enum Verdict {
    GO,
    PAUSE,
    STOP
  }

  private final String folder;
  private final long pauseBelow;
  private final long stopBelow;
  private volatile long usable = Long.MAX_VALUE;

  /**
   * @param folder the data folder, for messages
   * @param pauseBelow bytes; with less, ingest pauses
   * @param stopBelow bytes; with less, the node stops
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  DiskGuard(String folder, long pauseBelow, long stopBelow) {
    if (stopBelow > pauseBelow) {
      throw new IllegalArgumentException(
          "DISK_STOP_BYTES is '" + stopBelow + "', it must be no more than DISK_PAUSE_BYTES");
    }
    this.folder = folder;
    this.pauseBelow = pauseBelow;
    this.stopBelow = stopBelow;
  }

  /** Takes note of the free space, in bytes. */
  Verdict see(long usableBytes) {
    usable = usableBytes;
    if (usableBytes < stopBelow) {
      return Verdict.STOP;
    }
    return usableBytes < pauseBelow ? Verdict.PAUSE : Verdict.GO;
  }

  /** The free space in bytes as it was last seen; NaN before. */
  double usable() {
    return usable == Long.MAX_VALUE ? Double.NaN : usable;
  }

  /** Bytes; with less, ingest pauses. */
  long pauseBelow() {
    return pauseBelow;
  }

  /** Why ingest must pause; empty: it may go on. */
  Optional<String> hold() {
    return usable < pauseBelow ? Optional.of(line("DISK_PAUSE_BYTES")) : Optional.empty();
  }

  /** Why the node stops. */
  StartFailure full() {
    return new StartFailure(
        ExitCode.DISK_FULL, line("DISK_STOP_BYTES") + "; stopped in good order, free some space");
  }

  private String line(String setting) {
    return String.format(
        "%d MiB left on the disk of %s, less than %s", usable >> 20, folder, setting);
  }
}
