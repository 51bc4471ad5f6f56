package io.voltstream.tsdb;

/** Whether a batch could be put into lines. */
public enum Rendering {
  RENDERED("ok"),
  TIMESTAMP_NOT_STORABLE("the time stamp is outside what the database can hold"),
  VEHICLE_ID_NOT_STORABLE(
      "InfluxDB has no way to write a backslash before a comma, a space, an equals sign or the end");

  private final String text;

  Rendering(String text) {
    this.text = text;
  }

  /** One line for people. */
  public String text() {
    return text;
  }
}
