package io.voltstream.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.util.Map;
import java.util.TreeMap;

/**
 * A vehicle's record in the topic of the alert state: of each signal that was ever raised when it
 * last changed and, while an episode is open, when and by which reading it was raised.
 *
 * <pre>{"signals":{"battery_temperature":{"changed_at":1764500000000,
 *   "raised_at":1764500000000,"value":58.9}}}</pre>
 */
final class StateJson {
  private final RuleTable rules;
  private final Gson gson = new Gson();

  private record Vehicle(Map<String, Change> signals) {}

  /** What is null is left out. */
  private record Change(
      @SerializedName("changed_at") Long changedAt,
      @SerializedName("raised_at") Long raisedAt,
      Double value) {}

  StateJson(RuleTable rules) {
    this.rules = rules;
  }

  /** UTF-8 bytes. */
  byte[] write(VehicleState state) {
    Map<String, Change> signals = new TreeMap<>();
    for (Rule rule : rules.all()) {
      if (state.changedAt(rule) != VehicleState.NEVER) {
        boolean open = state.isOpen(rule);
        signals.put(
            rule.signal().alias(),
            new Change(
                state.changedAt(rule),
                open ? state.raisedAt(rule) : null,
                open ? state.raisedBy(rule) : null));
      }
    }
    return gson.toJson(new Vehicle(signals)).getBytes(UTF_8);
  }

  /**
   * Reads what {@link #write} wrote. A signal that no rule is about any more is left out.
   *
   * @throws IllegalArgumentException when it is not such a record
   */
  VehicleState read(byte[] bytes) {
    try {
      VehicleState state = new VehicleState(rules.all().size());
      gson.fromJson(new String(bytes, UTF_8), Vehicle.class)
          .signals()
          .forEach((alias, change) -> rules.byAlias(alias).ifPresent(r -> put(state, r, change)));
      return state;
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("not a vehicle's alert state: " + e.getMessage(), e);
    }
  }

  private static void put(VehicleState state, Rule rule, Change change) {
    if (change.raisedAt() == null) {
      state.restoreResolved(rule, change.changedAt());
    } else {
      state.restoreOpen(rule, change.raisedAt(), change.value());
    }
  }
}
