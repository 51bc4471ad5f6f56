package io.voltstream.backends;

import java.nio.file.Path;
import java.util.Optional;

/** Looks at a data folder without taking it. */
public final class DataFolderUse {
  private DataFolderUse() {}

  /**
   * Who has the folder of a backend, such as "process 4711"; empty when nobody has, or there is no
   * such folder yet.
   *
   * @throws DataFolderException when what is there cannot be used
   */
  public static Optional<String> holder(Path folder) {
    return DataFolderLock.holderOf(folder);
  }
}
