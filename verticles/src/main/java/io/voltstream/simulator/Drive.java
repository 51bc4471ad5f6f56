package io.voltstream.simulator;

import io.voltstream.simulator.RoadNetwork.Piece;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One vehicle on its way through the streets: it keeps to the speed limit, slows down for turns and
 * in time for what lies behind them, waits at some crossings and parks at the next one when asked.
 */
final class Drive {
  private static final double HARDEST_BRAKING = 3.5;
  private static final double RED_LIGHTS = 0.3;

  /** What the vehicle is doing. */
  enum Motion {
    DRIVING,
    WAITING,
    PARKED
  }

  private final SplittableRandom random;
  private final double topSpeed;
  private final double acceleration;
  private Motion motion = Motion.DRIVING;
  private Piece piece;
  private Piece next;
  private double offset;
  private double cruise;
  private double exitSpeed;
  private double speed;
  private double change;
  private double odometer;
  private boolean mustStop;
  private boolean wantsToPark;
  private double waitSeconds;

  /**
   * @param topSpeed in m/s; no vehicle is ever faster
   */
  Drive(RoadNetwork roads, double topSpeed, SplittableRandom random) {
    this.random = random;
    this.topSpeed = topSpeed;
    acceleration = random.nextDouble(1.4, 2.2);
    odometer = random.nextDouble(2e6, 9e7);
    enter(anywhere(roads.pieces()));
    offset = random.nextDouble() * piece.metres();
    mustStop &= offset < Anticipation.stopLine(piece) - 1;
  }

  /** A point that is as likely on one metre of road as on any other. */
  private Piece anywhere(List<Piece> pieces) {
    double total = pieces.stream().mapToDouble(Piece::metres).sum();
    double left = random.nextDouble() * total;
    for (Piece candidate : pieces) {
      left -= candidate.metres();
      if (left < 0) {
        return candidate;
      }
    }
    return pieces.get(pieces.size() - 1);
  }

  /** Goes on for a short time, at most some tenths of a second. */
  void advance(double seconds) {
    change = 0;
    switch (motion) {
      case PARKED -> {}
      case WAITING -> {
        waitSeconds -= seconds;
        if (waitSeconds <= 0) {
          motion = Motion.DRIVING;
        }
      }
      case DRIVING -> drive(seconds);
    }
  }

  private void drive(double seconds) {
    double stopAhead = Anticipation.stopLine(piece) - offset;
    if (wantsToPark && !mustStop && canStop(stopAhead)) {
      mustStop = true;
    }
    double allowed =
        mustStop
            ? Anticipation.brakingTo(0, stopAhead)
            : Anticipation.brakingTo(exitSpeed, piece.metres() - offset);
    if (mustStop && stopAhead < 0.5) {
      allowed = 0;
    }
    double wanted = Math.min(cruise, allowed) - speed;
    change = Math.max(-HARDEST_BRAKING * seconds, Math.min(acceleration * seconds, wanted));
    double before = speed;
    speed = Math.max(0, speed + change);
    change = (speed - before) / seconds;
    move((before + speed) / 2 * seconds);
    if (mustStop && speed == 0 && stopAhead < 0.5) {
      stand();
    }
  }

  private boolean canStop(double metres) {
    return Anticipation.hasStopLine(piece)
        && metres > 1
        && Anticipation.brakingTo(0, metres) >= speed;
  }

  private void move(double metres) {
    odometer += metres;
    offset += metres;
    while (offset >= piece.metres()) {
      offset -= piece.metres();
      enter(next);
    }
  }

  private void enter(Piece entered) {
    piece = entered;
    next = choose(entered);
    exitSpeed = Math.min(topSpeed, Anticipation.speedInto(piece, next));
    cruise = Math.min(topSpeed, entered.limit() * random.nextDouble(0.8, 1.05));
    mustStop = Anticipation.hasStopLine(entered) && random.nextDouble() < RED_LIGHTS;
  }

  /** Straight on four times as often as round a corner; back only where there is no other way. */
  private Piece choose(Piece from) {
    Piece chosen = from.exits().get(0);
    double weights = 0;
    for (Piece exit : from.exits()) {
      double turn = from.turnInto(exit);
      if (turn > Anticipation.SHARPEST_TURN) {
        continue;
      }
      double weight = turn < 30 ? 4 : 1;
      weights += weight;
      if (random.nextDouble() * weights < weight) {
        chosen = exit;
      }
    }
    return chosen;
  }

  private void stand() {
    mustStop = false;
    if (wantsToPark) {
      motion = Motion.PARKED;
    } else {
      motion = Motion.WAITING;
      waitSeconds = random.nextDouble(4, 30);
    }
  }

  /** Asks the vehicle to park as soon as it can, or to leave where it is parked. */
  void park(boolean wanted) {
    wantsToPark = wanted;
    if (!wanted && motion == Motion.PARKED) {
      motion = Motion.DRIVING;
    }
  }

  Motion motion() {
    return motion;
  }

  /** In m/s. */
  double speed() {
    return speed;
  }

  /** In m/s², negative when braking. */
  double acceleration() {
    return change;
  }

  /** In degrees, 0 is north, clockwise, below 360. */
  double heading() {
    return piece.bearing();
  }

  /** In metres since the vehicle was built. */
  double odometer() {
    return odometer;
  }

  double lat() {
    return piece.latAt(offset);
  }

  double lon() {
    return piece.lonAt(offset);
  }

  /** The straight piece of road it is on. */
  Piece piece() {
    return piece;
  }
}
