package io.voltstream.sse;

/** What dense clients know of one vehicle, in the units of the form: docs/live-feed.md. */
final class DenseState {
  static final int LAT = 0;
  static final int LON = 1;
  static final int SPEED = 2;
  static final int TEMPERATURE = 3;
  static final int HEADING = 4;
  static final int CHARGE = 5;
  static final int MOTION = 6;
  static final int FIELDS = 7;

  /** The bit that says that a new vehicle's id follows. */
  static final int NEW = 64;

  private static final int[] BITS = {1, 1, 2, 4, 8, 16, 32};

  /** Keeps every difference within 31 bits, whatever a vehicle sends. */
  private static final double LARGEST = 1 << 29;

  /** Fields that were never sent are 0: their first difference is the value itself. */
  private final int[] values = new int[FIELDS];

  private int known;
  private boolean introduced;

  static int bit(int field) {
    return BITS[field];
  }

  /** Takes over the vehicle's present state; gives the bits of the fields that differ. */
  int update(Readings readings, MapSignals map) {
    int news = 0;
    if (map.hasPosition(readings)) {
      news |= set(LAT, scaled(readings.value(map.lat()), 1e6));
      news |= set(LON, scaled(readings.value(map.lon()), 1e6));
    }
    if (readings.has(map.speed())) {
      news |= set(SPEED, scaled(readings.value(map.speed()), 10));
    }
    if (readings.has(map.temperature())) {
      news |= set(TEMPERATURE, scaled(readings.value(map.temperature()), 10));
    }
    if (readings.has(map.heading())) {
      news |= set(HEADING, Math.floorMod(scaled(readings.value(map.heading()), 1), 360));
    }
    if (readings.has(map.charge())) {
      int percent = scaled(readings.value(map.charge()), 1);
      news |= set(CHARGE, Math.min(100, Math.max(0, percent)));
    }
    return news | set(MOTION, map.motion(readings).ordinal());
  }

  private int set(int field, int value) {
    int bit = BITS[field];
    boolean news = values[field] != value || (known & bit) == 0;
    values[field] = value;
    known |= bit;
    return news ? bit : 0;
  }

  private static int scaled(double value, double scale) {
    return (int) Math.round(Math.max(-LARGEST, Math.min(LARGEST, value * scale)));
  }

  int value(int field) {
    return values[field];
  }

  void copyValues(int[] to) {
    System.arraycopy(values, 0, to, 0, FIELDS);
  }

  /** The bits of the fields that were ever sent. */
  int known() {
    return known;
  }

  /** Whether dense clients know which vehicle the slot stands for. */
  boolean isIntroduced() {
    return introduced;
  }

  void introduce() {
    introduced = true;
  }
}
