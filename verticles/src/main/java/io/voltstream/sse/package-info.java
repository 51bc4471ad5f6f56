/**
 * The live feed: reads telemetry-raw and telemetry-alerts, writes frames on the event bus and
 * server-sent events, pages and JSON over HTTP.
 */
package io.voltstream.sse;
