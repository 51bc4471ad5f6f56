package io.voltstream.api;

/**
 * A vehicle in the list; a value that it never sent is NaN.
 *
 * @param lat degrees
 * @param lon degrees
 * @param speed km/h
 * @param heading degrees, clockwise from north
 * @param temp of the traction battery, °C
 * @param soc state of charge, percent
 * @param timestamp the vehicle's time of its newest batch, Unix milliseconds
 */
public record VehicleSummary(
    String vin,
    double lat,
    double lon,
    double speed,
    double heading,
    double temp,
    double soc,
    Motion motion,
    long timestamp) {}
