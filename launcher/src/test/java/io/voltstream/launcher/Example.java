package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The examples of one language, in a copy of the folder that keeps what its README's commands make.
 * Those are run as they stand there.
 */
enum Example {
  PYTHON("python"),
  GO("go"),
  JAVASCRIPT("javascript");

  /** The first commands of each README make it ready, the second are a vehicle. */
  private static final int INSTALL = 0;

  static final int VEHICLE = 1;

  /** What Python reads alerts with, and what Go writes its generated code with. */
  static final int FURTHER = 2;

  static final Path SOURCES = Path.of("..", "examples");

  /** Tests run in several JVMs at once, and an installation begins by removing the one before. */
  private static final Path COPY =
      Path.of("target", "examples-" + System.getProperty("voltstream.test.fork", "0"));

  private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)\n```");
  private static final int INSTALL_MINUTES = 5;
  private static final Map<Example, String> FAILURES = new ConcurrentHashMap<>();
  private static final AtomicBoolean INSTALLED = new AtomicBoolean();

  private final String folder;

  Example(String folder) {
    this.folder = folder;
  }

  /** Copies everything and runs all installations at the same time; remembers what failed. Once. */
  static void installAll() throws IOException {
    if (INSTALLED.getAndSet(true)) {
      return;
    }
    copy(SOURCES, COPY.resolve("examples"));
    Path contract = Path.of("proto", "src", "main", "proto");
    copy(Path.of("..").resolve(contract), COPY.resolve(contract));
    Arrays.stream(values()).parallel().forEach(Example::install);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).filter(Example::isSource).toList()) {
        Path target = to.resolve(from.relativize(path));
        Files.createDirectories(target.getParent());
        Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isSource(Path path) {
    return Stream.of(".venv", "node_modules", "__pycache__")
        .noneMatch(made -> path.toString().contains(made));
  }

  private void install() {
    try {
      Path log = folder().resolve("install.log");
      Process process = start(INSTALL, Map.of(), log);
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        FAILURES.put(this, "not done within %d minutes".formatted(INSTALL_MINUTES));
      } else if (process.exitValue() != 0) {
        FAILURES.put(this, Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Those that could be installed; where {@code CI=true} that must be all of them. */
  static List<Example> installed() {
    return Arrays.stream(values()).filter(Example::isInstalled).toList();
  }

  private boolean isInstalled() {
    if (!FAILURES.containsKey(this)) {
      return true;
    }
    String failure = "examples/%s: %s".formatted(folder, FAILURES.get(this));
    if ("true".equals(System.getenv("CI"))) {
      fail(failure);
    }
    System.out.println("SKIPPED: " + failure.lines().reduce((first, last) -> last).orElseThrow());
    return false;
  }

  /** Without its toolchain or packages the test is skipped, which is said. */
  Example orSkip() {
    Assumptions.assumeTrue(isInstalled(), folder + " could not be installed");
    return this;
  }

  Path folder() {
    return COPY.resolve("examples").resolve(folder).toAbsolutePath();
  }

  /** The commands of one block of the README. */
  String commands(int block) throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(SOURCES.resolve(folder).resolve("README.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(blocks).as(folder + "/README.md").hasSizeGreaterThan(block);
    return blocks.get(block);
  }

  /** Runs them; what they print on either stream goes to the file. */
  Process start(int block, Map<String, String> environment, Path out) throws IOException {
    String commands = commands(block);
    // One command takes the place of its shell, so that signals reach it.
    String script = commands.contains("\n") ? commands : "exec " + commands;
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", script)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Arrays.stream(Setting.values()).map(Setting::name).forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder.start();
  }
}
