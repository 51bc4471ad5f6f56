package io.voltstream.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final Path FOLDER = Path.of("data");

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void refusesAPortOutOfRange(int port) {
    assertThatThrownBy(() -> new EmbeddedKafkaConfig(FOLDER, "127.0.0.1", port, 0, "localhost"))
        .hasMessageContaining("Kafka port is '" + port + "', it must be 0 to 65535");
    assertThatThrownBy(() -> new EmbeddedKafkaConfig(FOLDER, "127.0.0.1", 0, port, "localhost"))
        .hasMessageContaining("Kafka controller port is '" + port + "'");
    assertThatThrownBy(() -> new EmbeddedQuestDbConfig(FOLDER, "127.0.0.1", port))
        .hasMessageContaining("QuestDB port is '" + port + "'");
  }

  @Test
  void refusesOnePortForBothListeners() {
    assertThatThrownBy(() -> new EmbeddedKafkaConfig(FOLDER, "127.0.0.1", 9092, 9092, "localhost"))
        .hasMessageContaining("must differ from the Kafka port");
  }

  @ParameterizedTest
  @CsvSource({"'',localhost", "a b,localhost", "127.0.0.1,'a,b'", "127.0.0.1,0.0.0.0"})
  void refusesAHostThatIsNone(String host, String advertised) {
    assertThatThrownBy(() -> new EmbeddedKafkaConfig(FOLDER, host, 0, 0, advertised))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be");
  }

  @Test
  void refusesAFolderThatKafkaWouldTakeForTwo() {
    assertThatThrownBy(() -> EmbeddedKafkaConfig.onFreePorts(Path.of("a,b")))
        .hasMessageContaining("a path without a comma");
  }

  @Test
  void takesEveryAddress() {
    assertThat(new EmbeddedKafkaConfig(FOLDER, "0.0.0.0", 1, 2, "kafka.local").host())
        .isEqualTo("0.0.0.0");
  }
}
