package io.voltstream.simulator;

import io.voltstream.simulator.RoadNetwork.Piece;

/**
 * How fast one may be now for what lies ahead. Speeds in m/s, lengths in metres. A driver knows the
 * piece of road that comes next but not yet what is at its end, and is ready for the worst of it.
 */
final class Anticipation {
  /** In degrees; more than that is turning back. */
  static final double SHARPEST_TURN = 150;

  private static final double BRAKING = 2.0;
  private static final double GENTLE_TURN = 11;
  private static final double HALF_TURN = 7;
  private static final double TIGHT_TURN = 4;
  private static final double TURNING_BACK = 1.5;

  /** Shorter pieces have no stop line: one could not always brake for it in time. */
  private static final double SHORTEST_WITH_STOP_LINE = 60;

  private static final double STOP_LINE_BEFORE_END = 6;

  private Anticipation() {}

  /** Whether one may have to stop at the end of a piece. */
  static boolean hasStopLine(Piece piece) {
    return piece.endsAtCrossing() && piece.metres() >= SHORTEST_WITH_STOP_LINE;
  }

  /** How far along a piece its stop line is. */
  static double stopLine(Piece piece) {
    return piece.metres() - STOP_LINE_BEFORE_END;
  }

  /** The speed from which one can brake to {@code target} within a length. */
  static double brakingTo(double target, double metres) {
    return Math.sqrt(target * target + 2 * BRAKING * Math.max(0, metres));
  }

  /** The speed at which one may go from a piece into the next. */
  static double speedInto(Piece piece, Piece next) {
    double turn = through(piece.turnInto(next));
    return Math.min(Math.min(turn, next.limit()), readyForTheEndOf(next));
  }

  private static double readyForTheEndOf(Piece next) {
    if (next.metres() >= SHORTEST_WITH_STOP_LINE) {
      return brakingTo(0, stopLine(next));
    }
    return brakingTo(next.isDeadEnd() ? TURNING_BACK : TIGHT_TURN, next.metres());
  }

  private static double through(double degrees) {
    if (degrees < 15) {
      return Double.MAX_VALUE;
    }
    if (degrees < 45) {
      return GENTLE_TURN;
    }
    if (degrees < 75) {
      return HALF_TURN;
    }
    return degrees <= SHARPEST_TURN ? TIGHT_TURN : TURNING_BACK;
  }
}
