package io.voltstream.backends;

import java.io.IOException;
import java.nio.file.Path;

/** A data folder cannot be made, read or written. */
public class DataFolderException extends BackendException {
  private final transient Path folder;

  /**
   * @param folder the data folder
   * @param message what is wrong with it and what to do
   * @param cause what the system said, or null
   */
  public DataFolderException(Path folder, String message, Throwable cause) {
    super(message, cause);
    this.folder = folder;
  }

  static DataFolderException notWritable(Path folder, IOException cause) {
    return new DataFolderException(
        folder,
        "The data folder "
            + folder
            + " cannot be written ("
            + cause
            + "): give this user the right to write there, or choose another folder",
        cause);
  }

  /** The data folder that cannot be used. */
  public Path folder() {
    return folder;
  }
}
