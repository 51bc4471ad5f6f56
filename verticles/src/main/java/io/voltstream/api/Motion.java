package io.voltstream.api;

import java.util.Locale;

/** What a vehicle does; the ordinal is its code in dense frames. */
public enum Motion {
  IDLE,
  MOVING,
  CHARGING;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As in JSON. */
  public String label() {
    return label;
  }
}
