package io.voltstream.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.voltstream.contract.Alert;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What the alert role shows. Alert when failures do not stop. Thread-safe. */
final class AlertMetrics {
  private static final int REMEMBERED_IDS = 100_000;

  private final Map<String, Counter> raised = new HashMap<>();
  private final Map<String, Counter> resolved = new HashMap<>();
  private final Counter repeated;
  private final Counter late;
  private final Counter malformed;
  private final Counter future;
  private final Counter evicted;
  private final Counter failures;
  private final Counter unreadable;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger vehicles = new AtomicInteger();
  private final RecentIds raisedIds = new RecentIds(REMEMBERED_IDS);
  private final RecentIds resolvedIds = new RecentIds(REMEMBERED_IDS);

  AlertMetrics(MeterRegistry registry, RuleTable rules) {
    for (Rule rule : rules.all()) {
      String name = rule.threshold().rule();
      raised.computeIfAbsent(name, r -> byRule(registry, "raised", "Episodes begun", r));
      resolved.computeIfAbsent(name, r -> byRule(registry, "resolved", "Episodes over", r));
    }
    repeated = counter(registry, "repeated", "Alerts written again after a failure");
    late = counter(registry, "late", "Readings not newer than what was judged before");
    malformed = counter(registry, "malformed", "Records that are no batch, skipped");
    future = counter(registry, "future", "Batches of a time that is yet to come, skipped");
    evicted = counter(registry, "evicted", "Silent vehicles without an open alert, forgotten");
    failures = counter(registry, "failures", "Alerts and states that Kafka did not confirm");
    unreadable = counter(registry, "state.unreadable", "Records of the state topic, skipped");
    gauge(registry, "open", open, "Open alerts of the partitions held here");
    gauge(registry, "vehicles", vehicles, "Vehicles of the partitions held here");
  }

  private static Counter byRule(MeterRegistry registry, String what, String text, String rule) {
    return Counter.builder("voltstream.alerts." + what)
        .description(text)
        .tag("rule", rule)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String what, String text) {
    return Counter.builder("voltstream.alerts." + what).description(text).register(registry);
  }

  private static void gauge(MeterRegistry registry, String what, AtomicInteger value, String text) {
    Gauge.builder("voltstream.alerts." + what, value, AtomicInteger::get)
        .description(text)
        .strongReference(true)
        .register(registry);
  }

  /** Kafka has this alert. */
  void published(Alert alert) {
    boolean over = alert.isResolved();
    if (!(over ? resolvedIds : raisedIds).add(alert.id(), alert.raisedAt())) {
      repeated.increment();
      return;
    }
    (over ? resolved : raised).get(alert.rule()).increment();
  }

  void late(int readings) {
    if (readings > 0) {
      late.increment(readings);
    }
  }

  void malformed() {
    malformed.increment();
  }

  void future() {
    future.increment();
  }

  void evicted(int count) {
    evicted.increment(count);
  }

  void failed() {
    failures.increment();
  }

  void unreadable() {
    unreadable.increment();
  }

  /** So many more, or fewer, are open here. */
  void open(int change) {
    open.addAndGet(change);
  }

  /** So many more, or fewer, are known here. */
  void vehicles(int change) {
    vehicles.addAndGet(change);
  }

  /** Of the episodes that began at this time or later, in Unix milliseconds of the vehicles. */
  AlertTotals totals(long raisedSince) {
    return new AlertTotals(raisedIds.count(raisedSince), resolvedIds.count(raisedSince));
  }
}
