package io.voltstream.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process that runs one backend: prints its address once it serves, stops when its standard input
 * ends and then prints "closed".
 */
final class BackendChild {
  private BackendChild() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "kafka" -> {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.onFreePorts(folder))) {
          serve(kafka.brokers());
        }
      }
      case "questdb" -> {
        try (EmbeddedQuestDb database =
            EmbeddedQuestDb.start(EmbeddedQuestDbConfig.onFreePort(folder))) {
          serve(database.url());
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("closed");
  }

  private static void serve(String address) throws IOException, ReflectiveOperationException {
    System.out.println(address);
    System.out.println("shutdown hooks: " + shutdownHooks());
    while (System.in.read() >= 0) {
      // The parent says nothing: it closes the stream or kills us.
    }
  }

  /** By name, without the one of the JDK's own logging. Needs java.base/java.lang to be open. */
  private static List<String> shutdownHooks() throws ReflectiveOperationException {
    var hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
    hooks.setAccessible(true);
    return ((Map<?, ?>) hooks.get(null))
        .keySet().stream()
            .map(hook -> ((Thread) hook).getName())
            .filter(name -> !name.equals("Logging-Cleaner"))
            .toList();
  }
}
