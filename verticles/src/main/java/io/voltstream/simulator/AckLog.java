package io.voltstream.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the fleet remembers for those who check on it: the file of positive acks, a line {@code
 * vin,timestamp,sequence} for each, and beside it, with {@code .episodes} behind its name, the file
 * of episodes, a line {@code vin,rule,signal,raised|cleared,timestamp} for each begin and end.
 */
final class AckLog {
  private final LineLog acks;
  private final LineLog episodes;

  private AckLog(LineLog acks, LineLog episodes) {
    this.acks = acks;
    this.episodes = episodes;
  }

  /**
   * Opens both files to append to; creates those that are not there.
   *
   * @throws IOException when one cannot be written
   */
  static AckLog open(Path file) throws IOException {
    LineLog acks = LineLog.open("ack log", file);
    Path beside = file.resolveSibling(file.getFileName() + ".episodes");
    return new AckLog(acks, LineLog.open("episode log", beside));
  }

  void add(String vehicleId, long timestamp, long sequence) {
    acks.line().append(vehicleId).append(',').append(timestamp).append(',').append(sequence);
    acks.endLine();
  }

  void add(EpisodeChange change) {
    episodes
        .line()
        .append(Fleet.vehicleId(change.vehicle()))
        .append(',')
        .append(change.signal().alert().orElseThrow().rule())
        .append(',')
        .append(change.signal().alias())
        .append(',')
        .append(change.step().label())
        .append(',')
        .append(change.timestamp());
    episodes.endLine();
  }

  /** Hands what was collected over to be written; called every 100 ms or so. */
  void flush() {
    acks.flush();
    episodes.flush();
  }

  /** True while the disk is so far behind that the fleet must not go on. */
  boolean isBehind() {
    return acks.isBehind();
  }

  /** Why lines are not on disk; empty when all is well. Thread-safe. */
  Optional<String> trouble() {
    return acks.trouble().or(episodes::trouble);
  }

  /** Writes what is left and closes the files; fails when some of it could not be written. */
  CompletableFuture<Void> close() {
    return CompletableFuture.allOf(acks.close(), episodes.close());
  }
}
