package io.voltstream.sse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the page on the class path: ours in {@code webroot}, those of others in WebJars.
 * What was asked for once stays in memory; there are no more than were packed. Thread-safe.
 */
final class StaticFiles {
  /** No dot at the start of a name: neither hidden files nor a way up. */
  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+\\.([a-z0-9]+)");

  private static final String VENDOR = "/vendor/";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("geojson", "application/geo+json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("map", "application/json; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml; charset=utf-8"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  /** WebJar to its version. */
  private final Properties vendors = new Properties();

  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  StaticFiles() {
    try (InputStream in = StaticFiles.class.getResourceAsStream("vendor.properties")) {
      vendors.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a path, if it was asked for before. */
  Optional<StaticFile> loaded(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Reads the file of a path; blocks. */
  Optional<StaticFile> load(String path) {
    var name = PATH.matcher(path);
    if (!name.matches() || !TYPES.containsKey(name.group(2))) {
      return Optional.empty();
    }
    Optional<byte[]> content = resource(path).flatMap(StaticFiles::read);
    content.ifPresent(bytes -> files.put(path, StaticFile.of(TYPES.get(name.group(2)), bytes)));
    return loaded(path);
  }

  /** Where a path lies on the class path. */
  private Optional<String> resource(String path) {
    if (!path.startsWith(VENDOR)) {
      return Optional.of("webroot" + path);
    }
    String rest = path.substring(VENDOR.length());
    int slash = rest.indexOf('/');
    String version = slash < 0 ? null : vendors.getProperty(rest.substring(0, slash));
    return Optional.ofNullable(version)
        .map(
            v ->
                "META-INF/resources/webjars/"
                    + rest.substring(0, slash)
                    + '/'
                    + v
                    + rest.substring(slash));
  }

  private static Optional<byte[]> read(String resource) {
    try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
