package io.voltstream.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.simulator.RoadNetwork.Piece;
import io.voltstream.simulator.RoadNetwork.Point;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoadNetworkTest {
  private final List<Piece> pieces = RoadNetwork.sanFrancisco().pieces();

  @Test
  void everyPieceLeadsToEveryOther() {
    Set<Piece> reached = new HashSet<>();
    ArrayDeque<Piece> open = new ArrayDeque<>(List.of(pieces.get(0)));
    while (!open.isEmpty()) {
      Piece piece = open.remove();
      if (reached.add(piece)) {
        open.addAll(piece.exits());
      }
    }
    assertThat(reached).hasSameSizeAs(pieces);
  }

  @Test
  void roadsThatCrossHaveAPointInCommon() {
    List<String> crossed = new ArrayList<>();
    for (Piece a : pieces) {
      for (Piece b : pieces) {
        if (crossesBetweenTheirEnds(a, b)) {
          crossed.add(a + " x " + b);
        }
      }
    }
    assertThat(crossed).isEmpty();
  }

  /** Whether b's ends lie on different sides of a and the other way round. */
  private static boolean crossesBetweenTheirEnds(Piece a, Piece b) {
    return side(a, b.from()) * side(a, b.to()) < 0 && side(b, a.from()) * side(b, a.to()) < 0;
  }

  private static double side(Piece piece, Point point) {
    Point from = piece.from();
    Point to = piece.to();
    double cross =
        (to.lat() - from.lat()) * (point.lon() - from.lon())
            - (to.lon() - from.lon()) * (point.lat() - from.lat());
    // Within a metre of the line counts as on it: coordinates are rounded.
    double metres = cross / Math.hypot(to.lat() - from.lat(), to.lon() - from.lon()) * 111_195;
    return Math.abs(metres) < 1 ? 0 : metres;
  }

  @Test
  void isTheArterialsOfSanFrancisco() {
    Set<String> names = pieces.stream().map(Piece::road).collect(Collectors.toSet());
    assertThat(names)
        .hasSizeGreaterThan(30)
        .contains("Market Street", "The Embarcadero", "19th Avenue", "Great Highway");
    assertThat(pieces)
        .allSatisfy(
            piece -> {
              assertThat(piece.from().lat()).isBetween(37.70, 37.812);
              assertThat(piece.from().lon()).isBetween(-122.515, -122.385);
              assertThat(piece.limit() * 3.6).isBetween(30.0, 80.0);
              assertThat(piece.metres()).isGreaterThan(5);
            });
    assertThat(pieces).filteredOn(Piece::endsAtCrossing).hasSizeGreaterThan(400);
  }

  @Test
  void bearingsAreThoseOfACompass() {
    Piece sunset =
        pieces.stream().filter(p -> p.road().equals("Sunset Boulevard")).findFirst().orElseThrow();
    assertThat(sunset.bearing()).as("southwards").isBetween(170.0, 190.0);
    assertThat(pieces).allSatisfy(p -> assertThat(p.bearing()).isBetween(0.0, 359.9));
    Piece back =
        sunset.exits().stream().filter(p -> p.to().equals(sunset.from())).findFirst().orElseThrow();
    assertThat(sunset.turnInto(back)).isEqualTo(180);
  }

  @Test
  void everyCoordinateHasFiveDecimals() throws IOException {
    try (InputStream in = RoadNetwork.class.getResourceAsStream("roads-san-francisco.geojson")) {
      Matcher numbers =
          Pattern.compile("-?\\d+\\.(\\d+)").matcher(new String(in.readAllBytes(), UTF_8));
      int found = 0;
      while (numbers.find()) {
        assertThat(numbers.group(1)).hasSize(5);
        found++;
      }
      assertThat(found).isGreaterThan(800);
    }
  }
}
