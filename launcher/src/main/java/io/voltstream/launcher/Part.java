package io.voltstream.launcher;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that a node starts, watches and stops. */
interface Part {
  /** What it is called in logs and health. */
  String name();

  /**
   * Starts it.
   *
   * @param settings how, with the addresses that earlier parts of this process serve
   * @return these settings with what this part serves
   */
  Future<Settings> start(Settings settings);

  /** How long {@link #stop} may take; what is not done by then is left. */
  default Duration stopLimit() {
    return Duration.ofSeconds(1);
  }

  /** Stops it in good order. Called only after a start that succeeded. */
  default Future<?> stop() {
    return Future.succeededFuture();
  }

  /** Records that this role has still to do; empty where there are none or it is not known. */
  default OptionalLong lag() {
    return OptionalLong.empty();
  }

  /** Something worth knowing while it is well. Any thread may ask. */
  default Optional<String> remark() {
    return Optional.empty();
  }

  /** Why it is not well, in one line; empty while it is. Any thread may ask. */
  default Optional<String> trouble() {
    return Optional.empty();
  }
}
