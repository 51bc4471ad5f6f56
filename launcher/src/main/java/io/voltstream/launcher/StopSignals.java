package io.voltstream.launcher;

import java.lang.reflect.Proxy;

/**
 * The process's one shutdown hook: the first ctrl-C or SIGTERM stops in good order, a second one
 * leaves at once.
 */
final class StopSignals {
  private static final int CTRL_C = 130;

  private StopSignals() {}

  /** Runs {@code stop} once when the process is asked to end, or exits by itself. */
  static void run(Runnable stop) {
    Thread hook =
        new Thread(
            () -> {
              leaveOnTheNextOne();
              stop.run();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * The JVM ignores signals while its hooks run. The class that can change this is not part of Java
   * SE, hence by reflection; where it is missing, only {@code kill -9} is faster than the hook.
   */
  private static void leaveOnTheNextOne() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                Runtime.getRuntime().halt(CTRL_C);
                return null;
              });
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, halt);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Stopping in good order goes on.
    }
  }
}
