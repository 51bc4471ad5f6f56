package io.voltstream.launcher;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is well in this process and what is not, part by part. Thread-safe. */
final class Health {
  private final Map<String, Supplier<Optional<String>>> parts = new LinkedHashMap<>();
  private final Map<String, Supplier<Optional<String>>> remarks = new HashMap<>();

  /** Asks {@code trouble} from now on; replaces what was asked before under this name. */
  synchronized void watch(String part, Supplier<Optional<String>> trouble) {
    parts.put(part, trouble);
  }

  /** Lets {@code remark} say something of a part that is well. */
  synchronized void remark(String part, Supplier<Optional<String>> remark) {
    remarks.put(part, remark);
  }

  /** What there is to say of parts that are well. */
  synchronized Map<String, String> remarks() {
    Map<String, String> found = new HashMap<>();
    remarks.forEach((part, remark) -> remark.get().ifPresent(text -> found.put(part, text)));
    return found;
  }

  /** Each part and why it is not well; empty when it is. */
  synchronized Map<String, Optional<String>> look() {
    Map<String, Optional<String>> found = new LinkedHashMap<>();
    parts.forEach((part, trouble) -> found.put(part, trouble.get()));
    return found;
  }

  /** Whether a part is well; false for one that nobody watches. */
  synchronized boolean isWell(String part) {
    return parts.containsKey(part) && parts.get(part).get().isEmpty();
  }

  /** What is not well, in one line. */
  String complaints() {
    return look().entrySet().stream()
        .filter(entry -> entry.getValue().isPresent())
        .map(entry -> entry.getKey() + ": " + entry.getValue().get())
        .collect(Collectors.joining("; "));
  }
}
