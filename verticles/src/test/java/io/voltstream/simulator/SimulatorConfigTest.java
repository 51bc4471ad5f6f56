package io.voltstream.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorConfigTest {
  private static SimulatorConfig config(int vehicles, double hz, String server, int connections) {
    return new SimulatorConfig(
        vehicles, hz, server, 1, connections, true, Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, -1, 1_000.1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE})
  void refusesAFrequencyThatMakesNoSense(double hz) {
    assertThatThrownBy(() -> config(1, hz, "127.0.0.1:50051", 1))
        .hasMessage("SEND_FREQUENCY_HZ is '" + hz + "', it must be 0.001 to 1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void refusesAFleetThatMakesNoSense(int vehicles) {
    assertThatThrownBy(() -> config(vehicles, 10, "127.0.0.1:50051", 1))
        .hasMessage("NUM_VEHICLES is '" + vehicles + "', it must be 1 to 100000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", ":50051", "a b:1", "host:", "host:70000", "host:port"})
  void refusesAnAddressThatIsNone(String server) {
    assertThatThrownBy(() -> config(1, 10, server, 1))
        .hasMessage("SERVER_ADDR is '" + server + "', it must be host:port");
  }

  @Test
  void refusesMoreStreamsThanItsConnectionsCarry() {
    assertThatThrownBy(() -> config(20_001, 10, "127.0.0.1:50051", 2))
        .hasMessage("SIMULATOR_CONNECTIONS is '2', it must be 3 to 1000 for 20001 vehicles");
    assertThat(SimulatorConfig.defaultConnections(1)).isEqualTo(1);
    assertThat(SimulatorConfig.defaultConnections(1_000)).isEqualTo(2);
    assertThat(SimulatorConfig.defaultConnections(100_000)).isEqualTo(10);
  }

  @Test
  void takesFractionsAndAddresses() {
    SimulatorConfig config = config(1_000, 0.5, "[::1]:50051", 4);
    assertThat(config.periodNanos()).isEqualTo(2_000_000_000L);
    assertThat(config.host()).isEqualTo("::1");
    assertThat(config.port()).isEqualTo(50_051);
    assertThat(config.keptPerVehicle()).isEqualTo(600);
    assertThat(config(100_000, 1, "ingest:1", 10).keptPerVehicle()).isEqualTo(10);
  }
}
