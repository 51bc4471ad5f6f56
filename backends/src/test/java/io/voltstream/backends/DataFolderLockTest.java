package io.voltstream.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
  @TempDir Path folder;

  @Test
  void makesAMissingFolder() {
    Path missing = folder.resolve("a/b");
    try (DataFolderLock lock = DataFolderLock.take(missing)) {
      assertThat(lock).isNotNull();
      assertThat(missing).isDirectory();
    }
  }

  @Test
  void refusesAFolderThatIsTakenAndNamesTheHolder() {
    try (DataFolderLock lock = DataFolderLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> DataFolderLock.take(folder))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("choose another folder");
    }
  }

  @Test
  void givesTheFolderBack() {
    DataFolderLock.take(folder).close();
    try (DataFolderLock lock = DataFolderLock.take(folder)) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void saysWhyAFolderCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> DataFolderLock.take(file.resolve("data")))
        .isInstanceOf(DataFolderException.class)
        .isNotInstanceOf(DataFolderInUseException.class)
        .hasMessageContaining(file.resolve("data").toString())
        .hasMessageContaining("choose another folder");
  }
}
