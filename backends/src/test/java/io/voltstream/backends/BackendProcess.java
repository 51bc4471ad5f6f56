package io.voltstream.backends;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link BackendChild} seen from the test. */
final class BackendProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final String address;

  /**
   * Returns once the backend serves.
   *
   * @param kind "kafka" or "questdb"
   */
  BackendProcess(String kind, Path folder) throws IOException {
    process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BackendChild.class.getName(),
                kind,
                folder.toString())
            .redirectError(folder.resolveSibling(kind + "-stderr.txt").toFile())
            .start();
    output = process.inputReader();
    address = output.readLine();
    if (address == null) {
      throw new IllegalStateException("the child ended without serving");
    }
  }

  String address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it stop in good order and returns what it printed after its address. */
  List<String> stop() throws IOException, InterruptedException {
    process.outputWriter().close();
    List<String> rest = output.lines().collect(Collectors.toList());
    process.waitFor();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
