package io.voltstream.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The streets as a graph of straight pieces, each there once in either direction. Roads meet where
 * they have a point in common; immutable.
 */
final class RoadNetwork {
  private static final double METRES_PER_DEGREE = 111_195;

  /** A corner, bend, crossing or end of a road. */
  record Point(double lat, double lon) {}

  /**
   * A straight piece of road, in the direction from {@code from} to {@code to}.
   *
   * @param metres its length
   * @param bearing its direction in degrees, 0 is north, clockwise
   * @param limit speed limit in m/s
   * @param exits filled while the network is built: the pieces that begin where this one ends
   */
  record Piece(
      String road,
      Point from,
      Point to,
      double metres,
      double bearing,
      double limit,
      List<Piece> exits) {
    /** Whether other roads can be taken at its end. */
    boolean endsAtCrossing() {
      return exits.size() > 2;
    }

    boolean isDeadEnd() {
      return exits.size() == 1;
    }

    /** By how many degrees one turns, 0 to 180, to go on with {@code next}. */
    double turnInto(Piece next) {
      return Math.abs(Math.IEEEremainder(next.bearing - bearing, 360));
    }

    double latAt(double offset) {
      return from.lat + (to.lat - from.lat) * offset / metres;
    }

    double lonAt(double offset) {
      return from.lon + (to.lon - from.lon) * offset / metres;
    }

    /** Not by its exits: they lead round in circles. */
    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public String toString() {
      return road + " " + from + " to " + to;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  private RoadNetwork() {}

  /** The roads of San Francisco that come with this package. */
  static RoadNetwork sanFrancisco() {
    try (InputStream in = RoadNetwork.class.getResourceAsStream("roads-san-francisco.geojson")) {
      // Every JSON text is YAML.
      Map<String, List<Map<String, Object>>> file =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return of(file.get("features"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds the network from GeoJSON features with a name, a speed_limit_kmh and a LineString. */
  static RoadNetwork of(List<Map<String, Object>> features) {
    RoadNetwork network = new RoadNetwork();
    Map<Point, List<Piece>> exits = new HashMap<>();
    for (Map<String, Object> feature : features) {
      Map<?, ?> properties = (Map<?, ?>) feature.get("properties");
      String name = (String) properties.get("name");
      double limit = number(properties.get("speed_limit_kmh")) / 3.6;
      List<?> line = (List<?>) ((Map<?, ?>) feature.get("geometry")).get("coordinates");
      for (int i = 1; i < line.size(); i++) {
        Point a = point(line.get(i - 1));
        Point b = point(line.get(i));
        network.add(piece(name, a, b, limit, exits), exits);
        network.add(piece(name, b, a, limit, exits), exits);
      }
    }
    return network;
  }

  private void add(Piece piece, Map<Point, List<Piece>> exits) {
    pieces.add(piece);
    exits.computeIfAbsent(piece.from, p -> new ArrayList<>()).add(piece);
  }

  private static Piece piece(
      String road, Point a, Point b, double limit, Map<Point, List<Piece>> exits) {
    double north = (b.lat - a.lat) * METRES_PER_DEGREE;
    double east =
        (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos(Math.toRadians((a.lat + b.lat) / 2));
    // To the tenth of a degree, so that 359.97 is 0 and not 360.
    double bearing =
        (Math.round(Math.toDegrees(Math.atan2(east, north)) * 10) + 3600) % 3600 / 10.0;
    List<Piece> atEnd = exits.computeIfAbsent(b, p -> new ArrayList<>());
    return new Piece(road, a, b, Math.hypot(north, east), bearing, limit, atEnd);
  }

  private static Point point(Object lonLat) {
    List<?> pair = (List<?>) lonLat;
    return new Point(number(pair.get(1)), number(pair.get(0)));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** All pieces, in the order of the file. */
  List<Piece> pieces() {
    return pieces;
  }
}
