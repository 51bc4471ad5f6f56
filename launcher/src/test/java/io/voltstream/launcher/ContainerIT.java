package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the image, run as the image runs them, without the image. */
class ContainerIT {
  private static final Path SCRIPTS = Path.of("../deploy").toAbsolutePath();

  @TempDir private Path folder;

  private record Ended(int code, String output) {}

  private Ended run(String script, Map<String, String> environment, String... args)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", SCRIPTS.resolve(script).toString());
    builder.command().addAll(List.of(args));
    builder.environment().putAll(environment);
    Path output = folder.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(VoltstreamProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(script)
          .isTrue();
      return new Ended(process.exitValue(), text(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void theEntryPointStartsTheJarAndFindsTheAddressForTheCluster() throws Exception {
    Ended ended =
        run(
            "voltstream-container",
            Map.of(
                "VOLTSTREAM_JAR", System.getProperty("voltstream.jar"),
                "VOLTSTREAM_HEAP_PERCENT", "5",
                "CLUSTER", "true"),
            "config");

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output())
        .containsPattern("CLUSTER +true +environment")
        .containsPattern("CLUSTER_ADDRESS +\\d+\\.\\d+\\.\\d+\\.\\d+ +environment");
  }

  @Test
  void theHealthCheckKnowsANodeThatIsReadyFromOneThatIsNot() throws Exception {
    try (VoltstreamProcess node =
        VoltstreamProcess.start(folder, VoltstreamProcess.FREE_PORTS, "node", "kafka")) {
      int port = URI.create(node.awaitReady().address("health")).getPort();
      Map<String, String> environment =
          Map.of("METRICS_PORT", Integer.toString(port), "BIND_ADDRESS", "0.0.0.0");
      Ended ready = run("voltstream-healthy", environment);
      assertThat(ready.code()).as(ready.output()).isZero();

      node.terminate().awaitExit();
      assertThat(run("voltstream-healthy", environment).code()).isNotZero();
    }
  }
}
