package io.voltstream.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a map needs: Kafka, ingest and alerts in one process, the map's server and a fleet in one
 * each, so that these can be killed.
 */
final class LiveNodes implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
  private final VoltstreamProcess core;
  private final List<TestVehicle> vehicles = new ArrayList<>();
  private VoltstreamProcess map;
  private VoltstreamProcess fleet;

  LiveNodes(Path folder) throws IOException {
    this.folder = folder;
    core = VoltstreamProcess.start(folder, environment, "node", "kafka", "alert", "ingest");
    core.awaitReady();
    environment.put("KAFKA_BROKER", core.address("Kafka"));
    environment.put("SERVER_ADDR", core.address("vehicles"));
    startMap();
    String url = map.address("map");
    // The page must find the server again where it was.
    environment.put("HTTP_PORT", url.replaceAll(".*:(\\d+)/", "$1"));
  }

  /** A setting of what is started from now on. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  void startMap() throws IOException {
    map = VoltstreamProcess.start(folder, environment, "node", "sse").awaitReady();
  }

  /** As kill -9 does. */
  void killMap() {
    map.close();
  }

  void startFleet(int vehicles, int hz) throws IOException {
    fleet =
        VoltstreamProcess.start(
            folder, environment, "node", "simulator", "--vehicles=" + vehicles, "--hz=" + hz);
    fleet.awaitReady();
  }

  void killFleet() {
    fleet.close();
  }

  /** A vehicle that stands in San Francisco. */
  TestVehicle vehicle(String id) throws Exception {
    return vehicle(id, 37.7600, -122.4300);
  }

  TestVehicle vehicle(String id, double lat, double lon) throws Exception {
    TestVehicle vehicle = new TestVehicle(environment.get("SERVER_ADDR"), id, lat, lon);
    vehicles.add(vehicle);
    return vehicle;
  }

  /** Where the page is, with a slash at the end. */
  String url() throws IOException {
    return map.address("map");
  }

  @Override
  public void close() {
    vehicles.forEach(TestVehicle::close);
    for (VoltstreamProcess process : new VoltstreamProcess[] {fleet, map, core}) {
      if (process != null) {
        process.close();
      }
    }
  }
}
