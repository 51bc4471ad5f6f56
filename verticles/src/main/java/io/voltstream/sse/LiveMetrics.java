package io.voltstream.sse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the live feed shows. Alert when batches stop while ingest receives, when the age grows, or
 * when clients are closed for being slow.
 */
final class LiveMetrics {
  /** Why a batch did not, or not fully, reach the map. */
  enum Skipped {
    MALFORMED,
    IN_FUTURE,
    LATE,
    FLEET_FULL
  }

  /** How a client's stream ended. */
  enum Ended {
    LEFT,
    SLOW,
    REFUSED,
    STOPPED
  }

  /** Why a request was refused. */
  enum Refused {
    METHOD,
    HOST,
    ORIGIN,
    NO_TOKEN,
    WRONG_TOKEN,
    SESSION_ENDED,
    TOO_MANY_WRONG
  }

  private final MeterRegistry registry;
  private final Counter batches;
  private final Map<Skipped, Counter> skipped;
  private final Map<Ended, Counter> ended;
  private final Map<Refused, Counter> refused;
  private final Counter busFrames;
  private final Counter busUnreadable;
  private final Counter busUnanswered;
  private final Counter alerts;
  private final Counter alertsRepeated;
  private final Counter alertsMalformed;
  private final Timer ageOfEvent;
  private final Timer ageOfReceipt;
  private final AtomicInteger vehicles = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    batches = counter("voltstream.live.batches", "Batches read for the map");
    skipped = byReason(Skipped.class, "voltstream.live.skipped", "Batches not fully on the map");
    ended = byReason(Ended.class, "voltstream.live.clients.ended", "Streams that ended");
    refused = byReason(Refused.class, "voltstream.http.refused", "Requests refused");
    busFrames = counter("voltstream.live.bus.frames", "Frames taken from the event bus");
    busUnreadable = counter("voltstream.live.bus.unreadable", "Frames that could not be read");
    busUnanswered =
        counter("voltstream.live.bus.unanswered", "Frames that a node did not answer in time");
    alerts = counter("voltstream.live.alerts", "Alert records shown");
    alertsRepeated = counter("voltstream.live.alerts.repeated", "Alert records that came again");
    alertsMalformed = counter("voltstream.live.alerts.malformed", "Records that are no alerts");
    ageOfEvent = age("event");
    ageOfReceipt = age("receipt");
    gauge("voltstream.live.vehicles", vehicles, "Vehicles on the map");
    gauge("voltstream.live.alerts.open", open, "Open alerts that the map shows");
  }

  private Timer age(String since) {
    return Timer.builder("voltstream.live.age")
        .description("From a vehicle's newest event, or its receipt, to the frame that shows it")
        .tag("since", since)
        .serviceLevelObjectives(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(registry);
  }

  private void gauge(String name, AtomicInteger value, String description) {
    Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private <E extends Enum<E>> Map<E, Counter> byReason(Class<E> type, String name, String what) {
    Map<E, Counter> counters = new EnumMap<>(type);
    for (E reason : type.getEnumConstants()) {
      String label = reason.name().toLowerCase(Locale.ROOT);
      Counter.Builder counter = Counter.builder(name).description(what).tag("reason", label);
      counters.put(reason, counter.register(registry));
    }
    return counters;
  }

  /** The figures of the clients of one form. */
  FormMetrics form(String label) {
    return new FormMetrics(registry, label);
  }

  void batch() {
    batches.increment();
  }

  void skipped(Skipped why) {
    skipped.get(why).increment();
  }

  void ended(Ended how) {
    ended.get(how).increment();
  }

  void refused(Refused why) {
    refused.get(why).increment();
  }

  void busFrame() {
    busFrames.increment();
  }

  void busFrameUnreadable() {
    busUnreadable.increment();
  }

  void busFrameUnanswered() {
    busUnanswered.increment();
  }

  void alert(boolean isNew) {
    (isNew ? alerts : alertsRepeated).increment();
  }

  void alertMalformed() {
    alertsMalformed.increment();
  }

  /**
   * A frame has gone out that shows a vehicle, whether or not anybody looks. The age since the
   * event is by the vehicle's clock, the one since the receipt by those of our own machines.
   *
   * @param time Unix milliseconds
   */
  void shown(LiveVehicle vehicle, long time) {
    ageOfEvent.record(Math.max(0, time - vehicle.timestamp()), TimeUnit.MILLISECONDS);
    ageOfReceipt.record(Math.max(0, time - vehicle.received()), TimeUnit.MILLISECONDS);
  }

  void vehicles(int count) {
    vehicles.set(count);
  }

  /** How many vehicles are on the map. Thread-safe. */
  int vehicles() {
    return vehicles.get();
  }

  void openAlerts(int count) {
    open.set(count);
  }
}
