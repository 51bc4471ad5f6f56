package io.voltstream.launcher;

import io.voltstream.backends.DataFolderException;
import io.voltstream.backends.DataFolderUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data folder and its disk. */
final class DiskChecks {
  private static final String FOLDER = "data folder";

  private DiskChecks() {}

  static List<Finding> all(Settings settings) {
    Path folder = Configs.dataFolder(settings);
    List<Finding> findings = new ArrayList<>();
    findings.add(space(folder, Configs.disk(settings), settings));
    findings.add(folder(folder));
    return findings;
  }

  private static Finding space(Path folder, DiskGuard guard, Settings settings) {
    try {
      long usable = Files.getFileStore(existing(folder)).getUsableSpace();
      String seen = "%d MiB free for %s".formatted(usable >> 20, folder);
      return switch (guard.see(usable)) {
        case GO -> Finding.ok("disk", seen);
        case PAUSE ->
            Finding.warn(
                "disk",
                seen + ", less than DISK_PAUSE_BYTES=" + settings.text(Setting.DISK_PAUSE_BYTES),
                "free some space: ingest pauses its streams");
        case STOP ->
            Finding.fail(
                "disk",
                seen + ", less than DISK_STOP_BYTES=" + settings.text(Setting.DISK_STOP_BYTES),
                "free some space: a node with a data folder does not start");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Finding folder(Path folder) {
    try {
      Optional<String> holder =
          Stream.of("kafka", "questdb")
              .flatMap(backend -> DataFolderUse.holder(folder.resolve(backend)).stream())
              .findFirst();
      if (holder.isPresent()) {
        return Finding.ok(
            FOLDER,
            "%s is used by %s, a VoltStream; another one needs its own DATA_DIR"
                .formatted(folder, holder.get()));
      }
    } catch (DataFolderException e) {
      return Finding.of(FOLDER, Finding.Level.FAIL, e.getMessage());
    }
    Path existing = existing(folder);
    if (!Files.isDirectory(existing)) {
      return Finding.fail(
          FOLDER, existing + " is no folder", "choose another one by DATA_DIR or --data");
    }
    if (!Files.isWritable(existing)) {
      return Finding.fail(
          FOLDER,
          existing + " cannot be written by this user",
          "give the right to write there, or choose another one by DATA_DIR or --data");
    }
    boolean isMade = existing.equals(folder);
    return Finding.ok(FOLDER, folder + (isMade ? " can be written" : " can be made"));
  }

  /** The folder itself may not have been made yet. */
  private static Path existing(Path folder) {
    Path found = folder;
    while (!Files.exists(found)) {
      found = found.getParent();
    }
    return found;
  }
}
