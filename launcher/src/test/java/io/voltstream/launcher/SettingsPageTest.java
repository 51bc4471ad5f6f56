package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  @Test
  void theDocumentedTableIsTheOneInTheCode() throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md")))
        .as("./voltstream config --format markdown > docs/configuration.md")
        .isEqualTo(SettingsPage.markdown());
  }

  @Test
  void theExampleFileIsTheOneInTheCode() throws IOException {
    assertThat(Files.readString(Path.of("../.env.example")))
        .as("./voltstream config --format env > .env.example")
        .isEqualTo(SettingsPage.env());
  }

  @Test
  void theExampleFileSetsNothingAsItIs() {
    assertThat(SettingsPage.env().lines()).allSatisfy(line -> assertThat(line).matches("(#.*)?"));
  }

  @Test
  void theConsoleShowsEveryValueAndItsOriginButNoSecret() {
    Settings settings =
        Settings.of(
            Map.of("INFLUXDB_TOKEN", "hush", "KAFKA_TOPIC", "mine"),
            Map.of(Setting.NUM_VEHICLES, "7"));

    String table = SettingsPage.table(settings);

    assertThat(table).doesNotContain("hush").contains("********");
    for (Setting setting : Setting.values()) {
      assertThat(table).contains(setting.name() + " ");
    }
    assertThat(table).containsPattern("KAFKA_TOPIC +mine +environment ");
    assertThat(table).containsPattern("NUM_VEHICLES +7 +command line ");
    assertThat(table).containsPattern("KAFKA_PORT +19092 +default ");
  }
}
