/**
 * From telemetry to alerts. Reads telemetry-raw and, before a partition's first batch, its state in
 * telemetry-alert-state; writes what was raised and resolved to telemetry-alerts and the vehicle's
 * new state to telemetry-alert-state, and commits an offset once both are on Kafka.
 */
package io.voltstream.alert;
