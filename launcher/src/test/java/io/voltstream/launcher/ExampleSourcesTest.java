package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the examples promise to be: short, and installed from whichever registry is set. */
class ExampleSourcesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"python/vehicle.py", "go/client.go", "go/main.go", "javascript/vehicle.mjs"})
  void clientsAreReadInOneGo(String file) throws Exception {
    assertThat(Files.readAllLines(Example.SOURCES.resolve(file))).hasSizeLessThan(80);
  }

  @Test
  void lockFileNamesNoRegistry() throws Exception {
    Path lock = Example.SOURCES.resolve("javascript").resolve("package-lock.json");

    assertThat(Files.readString(lock)).contains("\"integrity\"").doesNotContain("\"resolved\"");
  }
}
