package io.voltstream.backends;

import io.questdb.log.LogFactory;
import io.questdb.log.LogLevel;
import io.questdb.log.LogRecordUtf8Sink;
import io.questdb.log.LogWriter;
import io.questdb.mp.RingQueue;
import io.questdb.mp.SCSequence;
import io.questdb.mp.SynchronizedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends QuestDB's log to slf4j. QuestDB's own writers write to file descriptor 1 or to files of
 * their own: the one would stand between the lines that a command prints, the others fill the disk.
 *
 * <p>Public, with this constructor, only because QuestDB makes it by name (see {@link
 * QuestDbFiles}).
 */
public final class QuestDbLog extends SynchronizedJob implements LogWriter {
  private static final Logger LOG = LoggerFactory.getLogger("io.questdb");

  private final RingQueue<LogRecordUtf8Sink> ring;
  private final SCSequence sequence;
  private final int levels;

  /**
   * @param ring where QuestDB puts its records
   * @param sequence our position in the ring
   * @param levels the levels that this writer is for, a bit each
   */
  public QuestDbLog(RingQueue<LogRecordUtf8Sink> ring, SCSequence sequence, int levels) {
    this.ring = ring;
    this.sequence = sequence;
    this.levels = levels;
  }

  @Override
  public void bindProperties(LogFactory factory) {
    // No properties of its own.
  }

  @Override
  protected boolean runSerially() {
    return sequence.consumeAll(ring, this::write);
  }

  private void write(LogRecordUtf8Sink message) {
    int level = message.getLevel();
    if ((level & levels) == 0) {
      return;
    }
    if (level == LogLevel.ERROR || level == LogLevel.CRITICAL) {
      LOG.error(withoutTime(message.toString()));
    } else {
      LOG.debug(withoutTime(message.toString()));
    }
  }

  /** QuestDB's record is "time level scope message"; time and level are in our log anyway. */
  private static String withoutTime(String message) {
    int level = message.indexOf(' ') + 1;
    return message.substring(message.indexOf(' ', level) + 1).strip();
  }
}
