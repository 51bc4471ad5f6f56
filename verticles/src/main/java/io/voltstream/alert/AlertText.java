package io.voltstream.alert;

import io.voltstream.contract.AlertThreshold.Side;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** What people read. */
final class AlertText {
  private AlertText() {}

  /** For example "Battery temperature 58.9 °C, above 58.0". */
  static String raised(Rule rule, double value) {
    String side = rule.threshold().side() == Side.ABOVE ? "above " : "below ";
    return reading(rule, value) + ", " + side + number(rule.threshold().raise());
  }

  /** For example "Battery temperature 55.9 °C, back to normal". */
  static String resolved(Rule rule, double value) {
    return reading(rule, value) + ", back to normal";
  }

  private static String reading(Rule rule, double value) {
    return rule.signal().label() + " " + number(value) + " " + symbol(rule.signal().unit());
  }

  /** The catalogue's word for a unit, as people write it. */
  private static String symbol(String unit) {
    return switch (unit) {
      case "celsius" -> "°C";
      case "percent" -> "%";
      case "degrees" -> "°";
      default -> unit;
    };
  }

  /** A reading just beyond a threshold must not look like the threshold: up to three decimals. */
  private static String number(double value) {
    return new DecimalFormat("0.0##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
