package io.voltstream.backends;

import java.nio.file.Path;

/** A data folder belongs to a backend that is running, in this process or in another. */
public final class DataFolderInUseException extends DataFolderException {
  /**
   * @param folder the data folder
   * @param holder who has it, such as "process 4711"
   */
  public DataFolderInUseException(Path folder, String holder) {
    super(
        folder,
        "The data folder "
            + folder
            + " is in use by "
            + holder
            + ": stop it, or choose another folder",
        null);
  }
}
