package io.voltstream.backends;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps one thread from printing while it does something. QuestDB prints to standard output and
 * error when it starts and stops, whatever its log is set to, and programs read what our commands
 * print.
 */
final class MutedThread {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private MutedThread() {}

  static void run(Runnable action) {
    run(
        () -> {
          action.run();
          return null;
        });
  }

  /** Runs the action here; what other threads print meanwhile is printed. */
  static <T> T run(Supplier<T> action) {
    ONE_AT_A_TIME.lock();
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream mutedOut = withoutThisThread(out);
    PrintStream mutedErr = withoutThisThread(err);
    try {
      System.setOut(mutedOut);
      System.setErr(mutedErr);
      return action.get();
    } finally {
      if (System.out == mutedOut) {
        System.setOut(out);
      }
      if (System.err == mutedErr) {
        System.setErr(err);
      }
      ONE_AT_A_TIME.unlock();
    }
  }

  private static PrintStream withoutThisThread(PrintStream target) {
    Thread muted = Thread.currentThread();
    OutputStream filter =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (Thread.currentThread() != muted) {
              target.write(b);
            }
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            if (Thread.currentThread() != muted) {
              target.write(bytes, offset, length);
            }
          }

          @Override
          public void flush() {
            target.flush();
          }
        };
    return new PrintStream(filter, true);
  }
}
