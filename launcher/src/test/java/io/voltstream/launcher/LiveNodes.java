package io.voltstream.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a map needs: Kafka, ingest and alerts in one process, the map's server, a fleet and, for the
 * past, a database in one each, so that these can be killed.
 */
final class LiveNodes implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(VoltstreamProcess.FREE_PORTS);
  private final VoltstreamProcess core;
  private final List<TestVehicle> vehicles = new ArrayList<>();
  private VoltstreamProcess database;
  private VoltstreamProcess map;
  private VoltstreamProcess fleet;

  LiveNodes(Path folder) throws IOException {
    this(folder, "node", "kafka", "alert", "ingest");
  }

  /** With a database, in which telemetry and alerts are stored. */
  static LiveNodes withDatabase(Path folder) throws IOException {
    return new LiveNodes(folder, "node", "kafka", "storage", "alert", "ingest");
  }

  private LiveNodes(Path folder, String... command) throws IOException {
    this.folder = folder;
    if (List.of(command).contains("storage")) {
      startDatabase();
      environment.put("TSDB", "questdb");
      environment.put("INFLUXDB_URL", database());
      environment.put("TSDB_PORT", database().replaceAll(".*:(\\d+)", "$1"));
    }
    core = VoltstreamProcess.start(folder, environment, command);
    core.awaitReady();
    environment.put("KAFKA_BROKER", core.address("Kafka"));
    environment.put("SERVER_ADDR", core.address("vehicles"));
    startMap();
    String url = map.address("map");
    // The page must find the server again where it was.
    environment.put("HTTP_PORT", url.replaceAll(".*:(\\d+)/", "$1"));
  }

  void startDatabase() throws IOException {
    database = VoltstreamProcess.start(folder, environment, "node", "tsdb").awaitReady();
  }

  /** As kill -9 does. */
  void killDatabase() {
    database.close();
  }

  /** Where SQL is asked, without a slash at the end. */
  String database() throws IOException {
    return database.address("QuestDB");
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
    for (VoltstreamProcess process : new VoltstreamProcess[] {fleet, map, core, database}) {
      if (process != null) {
        process.close();
      }
    }
  }
}
