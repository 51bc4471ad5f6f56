package io.voltstream.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tile server for the map.
 *
 * @param url template with {@code {z}}, {@code {x}}, {@code {y}}, maybe {@code {s}}
 * @param attribution what its owner wants to read on the map
 */
public record MapTiles(String url, String attribution) {
  private static final Pattern URL =
      Pattern.compile("(https?)://(\\{s}\\.)?([A-Za-z0-9.-]+(?::\\d{1,5})?)/[^\\s;,'\"]*");

  /**
   * @throws IllegalArgumentException naming the setting, the value and what is allowed
   */
  public MapTiles {
    boolean good = URL.matcher(url).matches();
    for (String part : new String[] {"{z}", "{x}", "{y}"}) {
      good &= url.contains(part);
    }
    if (!good) {
      throw new IllegalArgumentException(
          "MAP_TILES_URL is '"
              + url
              + "', it must be like https://tile.example.org/{z}/{x}/{y}.png");
    }
    if (attribution.isBlank()) {
      throw new IllegalArgumentException(
          "MAP_TILES_ATTRIBUTION is '', it must be what the owner of the tiles asks for");
    }
  }

  /** Where browsers fetch tiles from, as a source of a Content-Security-Policy. */
  public String origin() {
    Matcher parts = URL.matcher(url);
    parts.matches();
    return parts.group(1) + "://" + (parts.group(2) == null ? "" : "*.") + parts.group(3);
  }
}
