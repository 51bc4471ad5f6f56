package io.voltstream.launcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Checks side by side, each with a deadline; what they find comes in the order of the checks. */
final class Checkup {
  private final Map<String, Supplier<List<Finding>>> checks = new LinkedHashMap<>();
  private final Duration limit;

  /**
   * @param limit for each check
   */
  Checkup(Duration limit) {
    this.limit = limit;
  }

  /** Adds a check; what it throws is a finding too. */
  Checkup with(String name, Supplier<List<Finding>> check) {
    checks.put(name, check);
    return this;
  }

  /** Takes no longer than the longest check, or the deadline. */
  List<Finding> run() {
    ExecutorService threads = Executors.newCachedThreadPool(Checkup::daemon);
    List<CompletableFuture<List<Finding>>> running =
        checks.entrySet().stream()
            .map(check -> start(check.getKey(), check.getValue(), threads))
            .toList();
    List<Finding> found = running.stream().flatMap(check -> check.join().stream()).toList();
    threads.shutdownNow();
    return found;
  }

  private CompletableFuture<List<Finding>> start(
      String name, Supplier<List<Finding>> check, ExecutorService threads) {
    String late = "no answer within " + limit.toMillis() / 1000.0 + " s";
    return CompletableFuture.supplyAsync(check, threads)
        .completeOnTimeout(
            List.of(
                Finding.fail(name, late, "see whether the machine or the network is overloaded")),
            limit.toMillis(),
            TimeUnit.MILLISECONDS)
        .exceptionally(failure -> List.of(thrown(name, failure)));
  }

  private static Finding thrown(String name, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    boolean isSetting = cause instanceof IllegalArgumentException;
    String what = isSetting ? cause.getMessage() : cause.toString();
    return Finding.fail(name, what, isSetting ? "correct the setting" : "please report this");
  }

  /** A check that hangs must not keep the process. */
  private static Thread daemon(Runnable check) {
    Thread thread = new Thread(check, "doctor");
    thread.setDaemon(true);
    return thread;
  }
}
