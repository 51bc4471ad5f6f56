package io.voltstream.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.voltstream.contract.AlertThreshold.Level;
import io.voltstream.contract.AlertThreshold.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The signals of {@code signals.yaml}, looked up by VSS path; immutable. */
public final class SignalCatalogue {
  /** What {@link #find} gives for a path outside the catalogue. */
  public static final int UNKNOWN = -1;

  /** A batch's set of known signals is held in one {@code long}. */
  public static final int MAX_SIGNALS = 64;

  /** Column names that the tables need for themselves. */
  private static final Set<String> RESERVED =
      Set.of("timestamp", "vin", "batch", "sequence", "session");

  private final List<Signal> signals;
  private final byte[][] paths;
  private final byte[] slots;

  private SignalCatalogue(List<Signal> signals) {
    this.signals = List.copyOf(signals);
    this.paths = signals.stream().map(s -> s.path().getBytes(US_ASCII)).toArray(byte[][]::new);
    this.slots = new byte[256];
    Arrays.fill(slots, (byte) UNKNOWN);
    for (int i = 0; i < paths.length; i++) {
      int slot = SensorHash.of(paths[i], 0, paths[i].length) & (slots.length - 1);
      while (slots[slot] != UNKNOWN) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = (byte) i;
    }
  }

  /** Reads the catalogue that is packed with the contract. */
  public static SignalCatalogue load() {
    try (InputStream in = SignalCatalogue.class.getResourceAsStream("signals.yaml")) {
      Map<String, List<Map<String, Object>>> root =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return of(root.get("signals"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds a catalogue from the parsed list under {@code signals}.
   *
   * @throws IllegalArgumentException on an alias or path that is there twice or reserved
   */
  static SignalCatalogue of(List<Map<String, Object>> entries) {
    if (entries.size() > MAX_SIGNALS) {
      throw new IllegalArgumentException("more than " + MAX_SIGNALS + " signals");
    }
    Set<String> names = new HashSet<>(RESERVED);
    List<Signal> signals = new ArrayList<>();
    for (Map<String, Object> entry : entries) {
      Signal signal = signal(signals.size(), entry);
      if (!names.add(signal.alias()) || !names.add(signal.path())) {
        throw new IllegalArgumentException(signal.path() + ": path or alias is taken");
      }
      signals.add(signal);
    }
    return new SignalCatalogue(signals);
  }

  private static Signal signal(int index, Map<String, Object> entry) {
    Range range = range(entry.get("range"));
    Object healthy = entry.get("healthy");
    return new Signal(
        index,
        (String) entry.get("path"),
        (String) entry.get("alias"),
        (String) entry.get("unit"),
        range,
        healthy == null ? range : range(healthy),
        (String) entry.get("label"),
        Optional.ofNullable((Map<?, ?>) entry.get("alert")).map(SignalCatalogue::alert));
  }

  private static Range range(Object pair) {
    List<?> ends = (List<?>) pair;
    return new Range(number(ends.get(0)), number(ends.get(1)));
  }

  private static AlertThreshold alert(Map<?, ?> alert) {
    boolean above = alert.containsKey("raise_above");
    return new AlertThreshold(
        (String) alert.get("rule"),
        Level.valueOf((String) alert.get("level")),
        above ? Side.ABOVE : Side.BELOW,
        number(alert.get(above ? "raise_above" : "raise_below")),
        number(alert.get(above ? "clear_at_most" : "clear_at_least")));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** All signals, in catalogue order; {@code signals().get(i).index() == i}. */
  public List<Signal> signals() {
    return signals;
  }

  /**
   * The signal of a VSS path.
   *
   * @throws IllegalArgumentException when the catalogue has no such path
   */
  public Signal byPath(String path) {
    return signals.stream()
        .filter(s -> s.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no signal '" + path + "'"));
  }

  /** Index of the signal whose path is these bytes, or {@link #UNKNOWN}. Allocates nothing. */
  public int find(byte[] bytes, int offset, int length) {
    return find(SensorHash.of(bytes, offset, length), bytes, offset, length);
  }

  int find(int hash, byte[] bytes, int offset, int length) {
    for (int slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      int index = slots[slot];
      if (index == UNKNOWN
          || Arrays.equals(paths[index], 0, paths[index].length, bytes, offset, offset + length)) {
        return index;
      }
    }
  }
}
