package io.voltstream.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.voltstream.api.AlertList;
import io.voltstream.api.VehicleDetails;
import io.voltstream.api.VehicleSummary;
import io.voltstream.contract.Signal;
import io.voltstream.contract.SignalCatalogue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The live feed as the JSON endpoints show it. */
final class FeedViews {
  private static final int RECENT_ALERTS = 500;

  private final LiveFeed feed;
  private final SignalCatalogue catalogue;

  FeedViews(LiveFeed feed, SignalCatalogue catalogue) {
    this.feed = feed;
    this.catalogue = catalogue;
  }

  List<VehicleSummary> vehicles() {
    return feed.fleet().vehicles().stream().map(this::summary).toList();
  }

  private VehicleSummary summary(LiveVehicle vehicle) {
    MapSignals map = feed.map();
    Readings readings = vehicle.readings();
    boolean placed = map.hasPosition(readings);
    return new VehicleSummary(
        vehicle.vin(),
        placed ? readings.value(map.lat()) : Double.NaN,
        placed ? readings.value(map.lon()) : Double.NaN,
        valueOrNaN(readings, map.speed()),
        valueOrNaN(readings, map.heading()),
        valueOrNaN(readings, map.temperature()),
        valueOrNaN(readings, map.charge()),
        map.motion(readings),
        vehicle.timestamp());
  }

  private static double valueOrNaN(Readings readings, int signal) {
    return readings.has(signal) ? readings.value(signal) : Double.NaN;
  }

  Optional<VehicleDetails> vehicle(String vin) {
    return feed.fleet().find(vin.getBytes(UTF_8)).map(this::details);
  }

  private VehicleDetails details(LiveVehicle vehicle) {
    Readings readings = vehicle.readings();
    return new VehicleDetails(
        vehicle.vin(),
        feed.map().motion(readings),
        vehicle.timestamp(),
        vehicle.received(),
        catalogue.signals().stream()
            .filter(signal -> readings.has(signal.index()))
            .map(signal -> reading(signal, readings))
            .toList(),
        feed.alertLog().open().stream()
            .filter(entry -> entry.alert().vehicleId().equals(vehicle.vin()))
            .map(AlertEntry::json)
            .toList());
  }

  private static VehicleDetails.Reading reading(Signal signal, Readings readings) {
    return new VehicleDetails.Reading(
        signal, readings.value(signal.index()), readings.time(signal.index()));
  }

  AlertList alerts() {
    AlertLog log = feed.alertLog();
    return new AlertList(
        log.position().toString(), json(log.open()), json(log.recent(RECENT_ALERTS)));
  }

  private static List<String> json(Collection<AlertEntry> entries) {
    return entries.stream().map(AlertEntry::json).toList();
  }
}
