package io.voltstream.backends;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be in the data folder before QuestDB starts there. */
final class QuestDbFiles {
  private static final String LOG_CONF =
      """
      # What QuestDB logs, sent to the log of the whole process: errors only. INFO shows all it does.
      writers=process,statements
      w.process.class=%1$s
      w.process.level=ERROR
      # A wrong statement is told to the client that sent it.
      w.statements.class=%1$s
      w.statements.level=CRITICAL
      w.statements.scope=io.questdb.griffin.engine.QueryProgress
      """;

  private QuestDbFiles() {}

  /** Leaves files that are there alone: an operator may have changed them. */
  static void prepare(Path folder) {
    Path conf = folder.resolve("conf");
    try {
      Files.createDirectories(conf);
      String text = LOG_CONF.formatted(QuestDbLog.class.getName());
      Files.writeString(conf.resolve("log.conf"), text, CREATE_NEW, WRITE);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (IOException e) {
      throw DataFolderException.notWritable(folder, e);
    }
  }
}
